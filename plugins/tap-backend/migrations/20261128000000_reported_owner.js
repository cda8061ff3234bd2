/**
 * Adds the owner that the last report of a stack was sent to. Rows of earlier releases get it at the next report.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('reported_operations', table => {
    table.string('owner').comment('Entity ref of the owner at the last report');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('reported_operations', table => {
    table.dropColumn('owner');
  });
};
