export * from './DefaultTemplateTasks';
export * from './TemplateTasks';
