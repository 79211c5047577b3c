package dev.strongroom.identity;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;

/// What tokens of people stand on: each sign-in gives one application a grant, and every token
/// issued under it falls with it.
@FunctionalInterface
public interface UserGrants {
  /// Whether the grant is still there, and is this user's to this application.
  boolean stands(Tx tx, CredentialId grant, PrincipalId user, AppId client);
}
