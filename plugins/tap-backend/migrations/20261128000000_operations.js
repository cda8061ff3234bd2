/**
 * Creates the history of environments. Its loss causes no loss of environments: CloudFormation is the source of truth.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('operations', table => {
    table.comment('Operations on environments, also on deleted ones');
    table.string('id').primary().comment('Client request token');
    table.string('target').notNullable();
    table.string('suffix').notNullable();
    table.string('stack_id').notNullable().index();
    table.string('operation').notNullable().comment('create, update or delete');
    table.string('initiator').comment('Entity ref, or service:<subject>');
    table.string('task_id');
    table.text('plan').notNullable().comment('JSON list of sentences');
    table
      .bigInteger('started_at')
      .notNullable()
      .comment('Milliseconds since 1970');
    table.bigInteger('ended_at').comment('Milliseconds since 1970');
    table.string('outcome');
    table.text('reason').comment('Why it failed');
    table.text('environment').notNullable().comment('JSON, as last read');
    table.text('removed').notNullable().comment('JSON list of resources');
    table.text('kept').notNullable().comment('JSON list of resources');
    table.bigInteger('gone_at').comment('Milliseconds since 1970');
    table.index(['target', 'suffix', 'started_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('operations');
};
