package dev.strongroom.people;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where passwords, one-time links and second factors are kept.
public interface PersonStore {
  Optional<Password> password(Tx tx, PrincipalId user);

  void savePassword(Tx tx, Approved<Password> password);

  /// Replaces the user's earlier links.
  void saveLink(Tx tx, Approved<OneTimeLink> link);

  Optional<OneTimeLink> link(Tx tx, SecretBytes hash);

  void deleteLink(Tx tx, Approved<OneTimeLink> link);

  /// Oldest first.
  List<Factor> factors(Tx tx, PrincipalId user);

  /// Whoever it belongs to; `handle` is the authenticator's name for it.
  Optional<Factor.Passkey> passkey(Tx tx, String handle);

  void addFactor(Tx tx, Approved<? extends Factor> factor);

  /// Remembers the last use.
  void updateFactor(Tx tx, Approved<? extends Factor> factor);

  void deleteFactor(Tx tx, Approved<? extends Factor> factor);

  int deleteLinksBefore(Tx tx, Instant now);

  boolean spent(Tx tx, SecretBytes challenge);

  void addSpent(Tx tx, Approved<SpentChallenge> challenge);

  int deleteSpentBefore(Tx tx, Instant now);
}
