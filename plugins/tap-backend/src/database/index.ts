export * from './AlarmNoticeStore';
export * from './NoticeStore';
export * from './openDatabase';
export * from './OperationStore';
export * from './ReportedOperationStore';
