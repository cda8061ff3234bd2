/**
 * Creates the tables of reported operations and expiry notices. They contain no data of environments: their loss causes only
 * duplicate notifications.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('told_targets', table => {
    table.comment('Targets whose environments have been listed before');
    table.string('target').primary();
  });
  await knex.schema.createTable('told_environments', table => {
    table.comment('The last operation of each stack whose end was reported');
    table.string('stack_id').primary();
    table.string('target').notNullable().index();
    table
      .string('stack_status')
      .notNullable()
      .comment('Empty if no operation has been reported yet');
    table
      .string('operation_time')
      .notNullable()
      .comment('When the operation started, ISO 8601');
    table
      .bigInteger('told_at')
      .notNullable()
      .comment('Milliseconds since 1970');
  });
  await knex.schema.createTable('expiry_notices', table => {
    table.comment('Actions on the expiry of each stack');
    table.string('stack_id').notNullable();
    table.string('expires_at').notNullable().comment('ISO 8601');
    table.string('kind').notNullable();
    table
      .bigInteger('done_at')
      .notNullable()
      .comment('Milliseconds since 1970');
    table.primary(['stack_id', 'expires_at', 'kind']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('expiry_notices');
  await knex.schema.dropTable('told_environments');
  await knex.schema.dropTable('told_targets');
};
