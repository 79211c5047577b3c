package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultId;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Keyring.KeyName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Wraps every key by another root key, all in one transaction: before it everything belongs to the
/// old one, after it to the new one. The keys themselves, and every value, stay as they are. Only
/// while no server runs on this database. Answers how many keys that were.
public record MoveToRootKey(Sealing sealing, Keyring to, RootChange change)
    implements Operation<Integer> {
  static final int PAGE = 500;

  @Override
  public String name() {
    return "RootKeyChange";
  }

  @Override
  public Action action() {
    return RootKeyMoves.MOVES;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Integer run(Work work) {
    Check.that(to.rootId().equals(change.newId()), "the new root key is the one that was begun");
    int moved = serverKeys(work) + vaultKeys(work);
    RootChange done =
        new RootChange(
            change.newId(),
            change.oldId(),
            change.place(),
            change.begunAt(),
            Optional.of(work.now()));
    sealing.store().finish(work.tx(), work.approve(done));
    work.note("from", change.oldId());
    work.note("to", change.newId());
    work.note("keys", Integer.toString(moved));
    return moved;
  }

  private int serverKeys(Work work) {
    List<ServerKey> keys = sealing.store().serverKeys(work.tx());
    for (ServerKey key : keys) {
      KeyName name = ServerKeys.name(key.purpose(), key.version());
      byte[] wrapped = sealing.keyring().rewrap(name, key.wrapped(), to);
      ServerKey moved = new ServerKey(key.purpose(), key.version(), wrapped, key.createdAt());
      sealing.store().rewrapServerKey(work.tx(), work.approve(moved));
    }
    return keys.size();
  }

  private int vaultKeys(Work work) {
    int moved = 0;
    VaultId vault = new VaultId(new UUID(0, 0));
    int version = 0;
    List<VaultKey> page = sealing.store().vaultKeysAfter(work.tx(), vault, version, PAGE);
    while (!page.isEmpty()) {
      for (VaultKey key : page) {
        KeyName name = Sealing.name(key.vault(), key.version());
        byte[] wrapped = sealing.keyring().rewrap(name, key.wrapped(), to);
        sealing
            .store()
            .rewrap(
                work.tx(),
                work.approve(
                    new VaultKey(
                        key.vault(), key.version(), wrapped, key.uses(), key.createdAt())));
      }
      moved += page.size();
      VaultKey last = page.getLast();
      page = sealing.store().vaultKeysAfter(work.tx(), last.vault(), last.version(), PAGE);
    }
    return moved;
  }
}
