package dev.strongroom.identity;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Where the directory is kept. Reading gives the whole directory as one compiled value from
/// memory; every write makes it stale on every node when it commits (generation `directory`).
public interface DirectoryStore {
  Directory directory(Tx tx);

  void insert(Tx tx, Approved<Tenant> tenant);

  void insertApplication(Tx tx, Approved<Application> application);

  /// Replaces its name and its traits.
  void updateApplication(Tx tx, Approved<Application> application);

  void insertPrincipal(Tx tx, Approved<? extends Principal> principal);

  void insertReply(Tx tx, Approved<ReplyAddress> reply);

  void deleteReply(Tx tx, Approved<ReplyAddress> reply);

  void insertDelegated(Tx tx, Approved<Delegated> delegated);

  void deleteDelegated(Tx tx, Approved<Delegated> delegated);

  /// Replaces names and enabled flag.
  void updatePrincipal(Tx tx, Approved<? extends Principal> principal);

  /// Removes the principal, its memberships, its credentials and its application. What issuers call
  /// it stays, so that its tokens do not become those of a stranger.
  void deletePrincipal(Tx tx, Approved<? extends Principal> principal);

  void insertCredential(Tx tx, Approved<? extends Credential> credential);

  void deleteCredential(Tx tx, Approved<? extends Credential> credential);

  /// Adds it, or lets the issuer mean another principal from now on.
  void putForeign(Tx tx, Approved<ForeignIdentity> identity);

  /// The issuer no longer means this principal by that subject.
  void deleteForeign(Tx tx, Approved<ForeignIdentity> identity);

  void insertMembership(Tx tx, Approved<Membership> membership);

  void deleteMembership(Tx tx, Approved<Membership> membership);
}
