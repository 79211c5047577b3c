package dev.strongroom;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.identity.Identities;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.store.AccessSql;
import dev.strongroom.store.DenySql;
import dev.strongroom.store.DeploymentSql;
import dev.strongroom.store.DeviceSql;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.ElevationSql;
import dev.strongroom.store.GrantSql;
import dev.strongroom.store.HsmKeySql;
import dev.strongroom.store.IdentityResourceSql;
import dev.strongroom.store.LockSql;
import dev.strongroom.store.ManagementGroupSql;
import dev.strongroom.store.ObjectSql;
import dev.strongroom.store.PersonSql;
import dev.strongroom.store.ProvisioningSql;
import dev.strongroom.store.ResourceSql;
import dev.strongroom.store.RevealSql;
import dev.strongroom.store.RoleSql;
import dev.strongroom.store.SealedKeySql;
import dev.strongroom.store.SessionSql;
import dev.strongroom.store.TokenKeySql;
import dev.strongroom.store.VaultSql;

/// The SQL behind every port.
public record Stores(
    DirectorySql directory,
    IdentityResourceSql identityResources,
    ProvisioningSql provisioning,
    TokenKeySql tokenKeys,
    PersonSql persons,
    SessionSql sessions,
    GrantSql grants,
    DeviceSql devices,
    AccessSql access,
    RoleSql roles,
    DenySql denials,
    ManagementGroupSql groups,
    ResourceSql resources,
    VaultSql vaults,
    LockSql locks,
    DeploymentSql deployments,
    ElevationSql elevation,
    RevealSql reveals,
    ObjectSql<SecretProperties> secrets,
    ObjectSql<KeyProperties> cryptoKeys,
    SealedKeySql keys,
    HsmKeySql hsmKeys) {
  private static final int VAULTS_KEPT = 10_000;
  private static final long GRANT_CACHE_BYTES = 8L << 20;
  private static final long SECRET_CACHE_BYTES = 64L << 20;
  private static final long KEY_CACHE_BYTES = 16L << 20;

  static Stores create() {
    ResourceSql resources = new ResourceSql();
    VaultSql vaults = new VaultSql(VAULTS_KEPT);
    return new Stores(
        new DirectorySql(),
        new IdentityResourceSql(),
        new ProvisioningSql(),
        new TokenKeySql(),
        new PersonSql(),
        new SessionSql(),
        new GrantSql(GRANT_CACHE_BYTES),
        new DeviceSql(),
        new AccessSql(BuiltInRoles.load()),
        new RoleSql(),
        new DenySql(),
        new ManagementGroupSql(resources),
        resources,
        vaults,
        new LockSql(resources, vaults),
        new DeploymentSql(),
        new ElevationSql(),
        new RevealSql(),
        ObjectSql.secrets(SECRET_CACHE_BYTES),
        ObjectSql.keys(KEY_CACHE_BYTES),
        new SealedKeySql(),
        new HsmKeySql());
  }

  /// What the operations on managed identities work with.
  Identities identities() {
    return new Identities(directory, identityResources, resources);
  }
}
