import { spawn } from 'node:child_process';

/** What a program said and how it ended. */
export interface ToolResult {
  code: number;
  output: string;
}

/**
 * Runs an unmodified AWS tool against a sandbox, given nothing but what its
 * documentation names: endpoint, region and credentials in the environment.
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
