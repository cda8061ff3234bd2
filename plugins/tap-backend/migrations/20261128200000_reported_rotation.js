/**
 * Adds the last rotation of passwords that was reported. Rows of earlier releases get it at the next report.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('reported_operations', table => {
    table
      .string('rotated_at')
      .comment(
        'When the last rotation of passwords was requested, at the last report',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('reported_operations', table => {
    table.dropColumn('rotated_at');
  });
};
