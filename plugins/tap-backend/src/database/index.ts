export * from './NoticeStore';
export * from './openDatabase';
export * from './ReportedOperationStore';
