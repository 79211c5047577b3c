package dev.strongroom.arm;

import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.ProposeMigration;
import dev.strongroom.dataplane.DataPlane;
import dev.strongroom.dataplane.HsmJobThreads;
import dev.strongroom.dataplane.Throttle;
import dev.strongroom.deployments.Deployments;
import dev.strongroom.graph.Graph;
import dev.strongroom.groups.Groups;
import dev.strongroom.http.Answerer;
import dev.strongroom.http.Beside;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.Issuers;
import dev.strongroom.identity.SeededRandom;
import dev.strongroom.identity.ServerSeal;
import dev.strongroom.identity.TokenSigner;
import dev.strongroom.keys.Releasing;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.HsmJobs;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.people.People;
import dev.strongroom.people.TestPeople;
import dev.strongroom.portal.Portal;
import dev.strongroom.provisioning.Provisioning;
import dev.strongroom.reveal.Revealing;
import dev.strongroom.scim.Scim;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.ServerPurposes;
import dev.strongroom.store.DenySql;
import dev.strongroom.store.HsmJobSql;
import dev.strongroom.store.ProvisioningSql;
import dev.strongroom.store.RoleSql;
import dev.strongroom.store.TokenKeySql;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What answers at the hosts of [ArmWorld].
final class ArmHosts {
  /// The first user that a transcript makes.
  private static final PrincipalId EMERGENCY =
      PrincipalId.of("63cbe1e4-5932-4dd7-844c-3cd7f43c661c");

  private ArmHosts() {}

  /// The control plane, the world.directory, both data planes and the portal, by their hosts.
  static Map<String, Answerer> of(ArmWorld world, Path folder, Sealing sealing) {
    Map<String, Answerer> hosts = new LinkedHashMap<>();
    List<Cloud> clouds = List.of(Cloud.under("test", 443), Cloud.under("odd.test", 8443));
    ExplainRoutes explanations =
        new ExplainRoutes(
            new Inquiry.Seams(world.authorizer(), world.vaultSql::access),
            new ProposeMigration.Ports(
                world.access, world.vaultSql::access, world.directory, world.directory));
    AuthorizationRoutes authorization =
        new AuthorizationRoutes(
            new CustomRoles(world.access, new RoleSql(), world.rbac),
            new DenySql(),
            world.directory,
            world.directory,
            explanations);
    IdentityRoutes identityRoutes = new IdentityRoutes(world.identities, new SeededRandom(42));
    Arm arm =
        new Arm(
            world.gate,
            clouds,
            ArmWorld.TENANT,
            new Arm.Parts(
                world.vaults,
                world.hsms,
                world.identities,
                world.secrets,
                world.keys,
                new Deployments(world.vaults.resources(), world.deployments, () -> world.now)),
            List.of(
                new LockRoutes(world.locks),
                new ManagementGroupRoutes(
                    new Groups(world.groups, world.access, world.rbac, world.rbac)),
                new ElevationRoutes(world.elevation),
                new RevealRoutes(
                    new Revealing(world.reveals, world.rbac, world.rbac), () -> world.now),
                authorization,
                explanations,
                identityRoutes));
    SeededRandom random = new SeededRandom(43);
    Graph graph =
        new Graph(
            world.gate,
            clouds,
            people(world, sealing, clouds),
            new AddPassword.Secrets(new SecretHash(Argon2Cost.SECRET, 1, random), random),
            () -> world.now);
    DataPlane dataPlane =
        new DataPlane(
            world.gate,
            clouds,
            ArmWorld.TENANT,
            new DataPlane.Features(
                world.secrets,
                world.keys,
                new Releasing((_, _, _) -> Optional.empty(), (_, _) -> _ -> ""),
                sealing,
                new DataPlane.OfHsms(
                    world.hsms,
                    new HsmJobs(world.hsmSql, new HsmJobSql(), world.hsms.domains(), world.keys),
                    new BackupFolder(folder.resolve("hsm-backups")),
                    new HsmJobThreads(Runnable::run),
                    () -> world.now)),
            new Throttle(Set.of(), () -> world.now));
    hosts.put("management.test", arm);
    hosts.put("management.odd.test", arm);
    Provisioning provisioning =
        new Provisioning(
            world.directory,
            new ProvisioningSql(),
            app ->
                Optional.of(app)
                    .filter(ArmPersons.applicationOf("entra")::equals)
                    .map(_ -> "https://login.microsoftonline.com/t/v2.0"));
    hosts.put("graph.test", new Beside("/scim", new Scim(world.gate, clouds, provisioning), graph));
    hosts.put("vault.test", dataPlane);
    hosts.put("managedhsm.test", dataPlane);
    hosts.put("portal.test", new Portal(world.gate));
    return hosts;
  }

  private static People people(ArmWorld world, Sealing sealing, List<Cloud> clouds) {
    SeededRandom random = new SeededRandom(45);
    TokenSigner signer =
        new TokenSigner(
            new ServerSeal() {
              @Override
              public byte[] seal(SecretBytes value) {
                return sealing.sealForServer(ServerPurposes.TOKEN_SIGNING, value);
              }

              @Override
              public SecretBytes open(byte[] sealed) {
                return sealing.openForServer(ServerPurposes.TOKEN_SIGNING, sealed);
              }
            },
            Providers.jdkOnly(),
            random);
    TestPeople.Issuing issuing =
        new TestPeople.Issuing(new TokenKeySql(), signer, new Issuers(clouds));
    People made = TestPeople.of(world.directory, issuing, sealing, clouds, random);
    return TestPeople.with(
        made,
        (tx, caller, at) ->
            world.rbac.holds(
                tx, caller, "Microsoft.Authorization/roleAssignments/write", ResourceId.ROOT, at),
        Set.of(EMERGENCY));
  }
}
