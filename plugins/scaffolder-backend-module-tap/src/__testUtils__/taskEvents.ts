/** An event of a scaffolder task. */
export interface TaskEvent {
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  body: {
    message: string;
    output?: { links?: []; text?: [] };
    error?: { name: string; message: string };
  };
}

/** Events of a task's stream (text/event-stream), until the scaffolder ends it. */
export async function* taskEvents(
  response: Response,
): AsyncIterable<TaskEvent> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(
    new TextDecoderStream(),
  )) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data) {
        yield JSON.parse(data);
      }
    }
  }
}
