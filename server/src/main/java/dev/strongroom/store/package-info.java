/// I own the database: sessions, group commit, migrations, the two dialects, coherent caches, and
/// one `…Sql` per port. SQL stands nowhere else.
///
/// Generations by name: `directory` (principals, credentials, groups), `token-keys` (what signs
/// tokens), `grants` (what people gave applications, row by row), `access` (role definitions and
/// assignments), `resources` (subscriptions, resource groups), `vault:<name>` (the vault row, its
/// policies, network rules and keys) and `objects:<name>` (the rows of its objects, see [RowCache]:
/// a write of one object forgets its own row and leaves everything else cached).
@NullMarked
package dev.strongroom.store;

import org.jspecify.annotations.NullMarked;
