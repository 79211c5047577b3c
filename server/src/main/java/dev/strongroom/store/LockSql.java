package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.locks.Lock;
import dev.strongroom.locks.LockLevel;
import dev.strongroom.locks.LockStore;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Management locks in SQL, read as a whole and kept while none changes.
public final class LockSql implements LockStore {
  private static final String GENERATION = "locks";
  private static final Pattern SCOPE =
      Pattern.compile(
          "/subscriptions/([^/]+)(?:/resourcegroups/([^/]+)(?:/providers/([^/]+/[^/]+)/([^/]+))?)?");
  private static final int GROUP = 2;
  private static final int TYPE = 3;
  private static final int NAME = 4;

  private final Snapshot<List<Lock>> locks = new Snapshot<>(GENERATION, LockSql::load);
  private final ResourceSql resources;
  private final VaultSql vaults;

  public LockSql(ResourceSql resources, VaultSql vaults) {
    this.resources = resources;
    this.vaults = vaults;
  }

  @Override
  public List<Lock> all(Tx tx) {
    return locks.get(tx);
  }

  @Override
  public void save(Tx tx, Approved<Lock> approved) {
    Lock lock = approved.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO management_lock (scope, name, scope_display, name_display, level, notes, owners)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (scope, name) DO UPDATE SET
          level = excluded.level, notes = excluded.notes, owners = excluded.owners
        """,
        lock.scope().canonical(),
        canonical(lock),
        lock.scope().display(),
        lock.name(),
        lock.level().wire(),
        lock.notes(),
        String.join("\n", lock.owners()));
    session.bump(GENERATION);
  }

  @Override
  public void remove(Tx tx, Approved<Lock> lock) {
    SqlTx session = SqlTx.of(tx);
    session.run(
        "DELETE FROM management_lock WHERE scope = ? AND name = ?",
        lock.value().scope().canonical(),
        canonical(lock.value()));
    session.bump(GENERATION);
  }

  /// A resource that is not a vault is taken to be there when its group is.
  @Override
  public boolean lockable(Tx tx, ResourceId scope) {
    var words = SCOPE.matcher(scope.canonical());
    if (!words.matches()) {
      return false;
    }
    Optional<SubscriptionId> subscription =
        SubscriptionId.parse(words.group(1))
            .filter(id -> resources.subscription(tx, id).isPresent());
    boolean place =
        subscription.isPresent()
            && (words.group(GROUP) == null
                || resources.exists(tx, subscription.get(), words.group(GROUP)));
    boolean vault = "microsoft.keyvault/vaults".equals(words.group(TYPE));
    return place && (!vault || isVault(tx, words.group(NAME), scope));
  }

  private boolean isVault(Tx tx, String name, ResourceId scope) {
    return VaultName.parse(name)
        .flatMap(parsed -> vaults.facts(tx, parsed))
        .filter(facts -> facts.resource().equals(scope))
        .isPresent();
  }

  private static String canonical(Lock lock) {
    return lock.name().toLowerCase(Locale.ROOT);
  }

  private static List<Lock> load(SqlTx session) {
    return session.all(
        """
        SELECT scope_display, name_display, level, notes, owners
        FROM management_lock ORDER BY scope, name
        """,
        LockSql::lock);
  }

  private static Lock lock(Row row) {
    String owners = row.text("owners");
    return new Lock(
        ResourceId.of(row.text("scope_display")),
        row.text("name_display"),
        LockLevel.parse(row.text("level")).orElseThrow(),
        row.maybeText("notes"),
        owners.isEmpty() ? List.of() : List.of(owners.split("\n")));
  }
}
