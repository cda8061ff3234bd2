import { spawn } from 'node:child_process';

/** Output and exit code of a program. */
export interface ToolResult {
  code: number;
  output: string;
}

/**
 * Runs an unmodified AWS tool against a sandbox. Endpoint, region and
 * credentials are set in the environment, as its documentation describes.
 */
export function runTool(
  command: string,
  args: string[],
  endpoint: string,
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_PAGER: '',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...options.env,
      },
    });
    const output: string[] = [];
    child.stdout.on('data', chunk => output.push(String(chunk)));
    child.stderr.on('data', chunk => output.push(String(chunk)));
    child.on('error', reject);
    child.on('close', code =>
      resolve({ code: code ?? -1, output: output.join('') }),
    );
  });
}
