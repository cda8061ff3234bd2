/**
 * Alarms of which owners have been notified, until they are over.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('alarm_notices', table => {
    table.text('stack_id').notNullable().comment('ARN of the stack');
    table.string('target').notNullable().comment('Name of the target');
    table.string('alarm').notNullable().comment('Logical ID of the alarm');
    table.primary(['stack_id', 'alarm']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('alarm_notices');
};
