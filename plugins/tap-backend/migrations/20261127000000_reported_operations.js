/**
 * Renames the tables of reported operations. Existing rows stay.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.renameTable('told_targets', 'known_targets');
  await knex.schema.renameTable('told_environments', 'reported_operations');
  await knex.schema.alterTable('known_targets', table => {
    table.comment('Targets whose environments have been listed before');
  });
  await knex.schema.alterTable('reported_operations', table => {
    table.comment('The last operation of each stack whose end was reported');
    table.renameColumn('told_at', 'reported_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('reported_operations', table => {
    table.renameColumn('reported_at', 'told_at');
  });
  await knex.schema.renameTable('reported_operations', 'told_environments');
  await knex.schema.renameTable('known_targets', 'told_targets');
};
