package dev.strongroom;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.identity.Identities;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.VaultTraits;
import dev.strongroom.localroles.LocalRbac;
import dev.strongroom.localroles.LocalRoles;
import dev.strongroom.managedhsm.Domains;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.store.AccessSql;
import dev.strongroom.store.DenySql;
import dev.strongroom.store.DeploymentSql;
import dev.strongroom.store.DeviceSql;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.DomainSql;
import dev.strongroom.store.ElevationSql;
import dev.strongroom.store.GrantSql;
import dev.strongroom.store.HsmKeySql;
import dev.strongroom.store.IdentityResourceSql;
import dev.strongroom.store.LocalRoleSql;
import dev.strongroom.store.LockSql;
import dev.strongroom.store.ManagedHsmSql;
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
import dev.strongroom.store.Traits;
import dev.strongroom.store.VaultSql;
import dev.strongroom.vaults.Resources;
import java.security.SecureRandom;
import java.util.Optional;

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
    ManagedHsmSql hsms,
    LocalRoleSql localRoleRows,
    ObjectSql<SecretProperties> secrets,
    ObjectSql<KeyProperties> cryptoKeys,
    SealedKeySql keys,
    HsmKeySql hsmKeys) {
  private static final int VAULTS_KEPT = 10_000;
  private static final int HSMS_KEPT = 1_000;
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
        new ManagedHsmSql(HSMS_KEPT),
        new LocalRoleSql(HSMS_KEPT),
        ObjectSql.secrets(SECRET_CACHE_BYTES),
        ObjectSql.keys(KEY_CACHE_BYTES),
        new SealedKeySql(),
        new HsmKeySql());
  }

  /// The vault or managed HSM that keys live in.
  Optional<VaultFacts> keyPlace(Tx tx, VaultName name) {
    return name.isHsm() ? hsms.facts(tx, name) : vaults.facts(tx, name);
  }

  /// What the operations on managed HSMs work with.
  ManagedHsms managedHsms(Resources places, Sealing sealing, SecureRandom random) {
    return new ManagedHsms(
        places,
        hsms,
        sealing,
        new LocalRoles(localRoleRows, hsms::guarded),
        new Domains(hsms, new DomainSql(), sealing, random));
  }

  /// Judges what is asked inside managed HSMs, and leaves everything else to `elsewhere`.
  LocalRbac locally(Ports.Authorizer elsewhere) {
    return new LocalRbac(elsewhere, hsms::guarded, localRoleRows, directory);
  }

  VaultTraits traits() {
    return new Traits(vaults, hsms);
  }

  /// What the operations on managed identities work with.
  Identities identities() {
    return new Identities(directory, identityResources, resources);
  }
}
