package dev.strongroom.people;

import dev.strongroom.identity.UserGrants;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where grants are kept, and the codes and refresh tokens that lead to them.
public interface GrantStore extends UserGrants {
  Optional<AppGrant> grant(Tx tx, CredentialId id);

  Optional<AppGrant> grantOfFamily(Tx tx, SecretBytes family);

  /// Newest first.
  List<AppGrant> grantsOf(Tx tx, PrincipalId user);

  void add(Tx tx, Approved<AppGrant> grant);

  /// Replaces the family.
  void update(Tx tx, Approved<AppGrant> grant);

  /// Removes the grant with its code and its refresh tokens; its tokens end at their next use.
  void delete(Tx tx, Approved<AppGrant> grant);

  Optional<AuthorizationCode> code(Tx tx, SecretBytes hash);

  void addCode(Tx tx, Approved<AuthorizationCode> code);

  void updateCode(Tx tx, Approved<AuthorizationCode> code);

  List<RefreshToken> refreshTokens(Tx tx, CredentialId grant);

  void addRefreshToken(Tx tx, Approved<RefreshToken> token);

  void updateRefreshToken(Tx tx, Approved<RefreshToken> token);

  void deleteRefreshToken(Tx tx, Approved<RefreshToken> token);

  /// Removes what has ended: grants by their end, codes by theirs.
  int deleteGrantsBefore(Tx tx, Instant now);
}
