package dev.strongroom.store;

import dev.strongroom.access.Memberships;
import dev.strongroom.access.Population;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.Principals;
import dev.strongroom.identity.Application;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.ForeignIdentity;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.Membership;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.Tenant;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The directory in SQL: read as a whole, written row by row.
public final class DirectorySql implements DirectoryStore, Memberships, Population, Principals {
  private static final String GENERATION = "directory";
  private static final String REFRESH =
      "DELETE FROM person_refresh WHERE grant_id IN (SELECT id FROM person_grant WHERE ";

  private final Snapshot<Directory> snapshot =
      new Snapshot<>(GENERATION, DirectoryRows::load, DirectoryRows::renewed);

  @Override
  public Directory directory(Tx tx) {
    return snapshot.get(tx);
  }

  @Override
  public Set<PrincipalId> groupsOf(Tx tx, PrincipalId principal) {
    return directory(tx).groupsOf(principal);
  }

  @Override
  public Optional<PrincipalType> typeOf(Tx tx, TenantId tenant, PrincipalId id) {
    return directory(tx)
        .principal(id)
        .filter(principal -> principal.tenant().equals(tenant))
        .flatMap(principal -> PrincipalType.parse(principal.type()));
  }

  @Override
  public boolean canAct(Tx tx, TenantId tenant, PrincipalId id) {
    return typeOf(tx, tenant, id).isPresent() && directory(tx).canAct(id);
  }

  /// Those that can sign in, and groups.
  @Override
  public List<Member> of(Tx tx, TenantId tenant) {
    return directory(tx).principals().stream()
        .filter(principal -> principal.tenant().equals(tenant) && principal.enabled())
        .sorted(Comparator.comparing(principal -> principal.id().toString()))
        .flatMap(principal ->
            PrincipalType.parse(principal.type()).stream()
                .map(type -> new Member(principal.id(), type, principal.displayName())))
        .toList();
  }

  @Override
  public void insert(Tx tx, Approved<Tenant> tenant) {
    Tenant row = tenant.value();
    run(
        tx,
        "INSERT INTO directory_tenant (id, display_name, created) VALUES (?, ?, ?)",
        row.id().toString(),
        row.displayName(),
        row.created());
  }

  @Override
  public void insertApplication(Tx tx, Approved<Application> application) {
    Application row = application.value();
    run(
        tx,
        """
        INSERT INTO directory_application
          (app_id, object_id, tenant_id, display_name, created, public_client, group_claims)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        row.id().toString(),
        row.objectId().toString(),
        row.tenant().toString(),
        row.displayName(),
        row.created(),
        row.traits().publicClient(),
        row.traits().groups().map(GroupClaims::word));
  }

  @Override
  public void updateApplication(Tx tx, Approved<Application> application) {
    Application row = application.value();
    run(
        tx,
        """
        UPDATE directory_application SET display_name = ?, public_client = ?, group_claims = ?
        WHERE app_id = ?
        """,
        row.displayName(),
        row.traits().publicClient(),
        row.traits().groups().map(GroupClaims::word),
        row.id().toString());
  }

  @Override
  public void insertPrincipal(Tx tx, Approved<? extends Principal> principal) {
    Principal row = principal.value();
    PrincipalColumns own = PrincipalColumns.of(row);
    runOn(
        tx,
        row,
        """
        INSERT INTO directory_principal
          (id, tenant_id, kind, display_name, enabled, app_id,
           resource, resource_display, user_name, user_display)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        row.id().toString(),
        row.tenant().toString(),
        own.kind(),
        row.displayName(),
        row.enabled(),
        row.clientId().map(Object::toString),
        own.resource(),
        own.resourceDisplay(),
        own.userName(),
        own.userDisplay());
  }

  @Override
  public void updatePrincipal(Tx tx, Approved<? extends Principal> principal) {
    Principal row = principal.value();
    PrincipalColumns own = PrincipalColumns.of(row);
    runOn(
        tx,
        row,
        """
        UPDATE directory_principal SET display_name = ?, enabled = ?, user_name = ?, user_display = ?
        WHERE id = ?
        """,
        row.displayName(),
        row.enabled(),
        own.userName(),
        own.userDisplay(),
        row.id().toString());
  }

  @Override
  public void deletePrincipal(Tx tx, Approved<? extends Principal> principal) {
    Principal row = principal.value();
    String id = row.id().toString();
    runOn(tx, row, "DELETE FROM directory_principal WHERE id = ?", id);
    run(tx, "DELETE FROM directory_membership WHERE group_id = ? OR member_id = ?", id, id);
    run(tx, "DELETE FROM identity_resource WHERE principal_id = ?", id);
    run(tx, "DELETE FROM directory_provisioned WHERE principal_id = ?", id);
    if (row instanceof Principal.User) {
      deletePerson(tx, id);
    }
    row.clientId()
        .map(Object::toString)
        .ifPresent(app -> {
          run(tx, "DELETE FROM directory_credential WHERE app_id = ?", app);
          run(tx, "DELETE FROM directory_application WHERE app_id = ?", app);
          run(tx, "DELETE FROM directory_reply WHERE app_id = ?", app);
          run(tx, "DELETE FROM directory_delegated WHERE app_id = ?", app);
          run(tx, REFRESH + "client_id = ?)", app);
          run(tx, "DELETE FROM person_grant WHERE client_id = ?", app);
          SqlTx.of(tx).bump(GrantSql.GENERATION);
        });
  }

  /// Codes lead nowhere without their grant, and end soon.
  private static void deletePerson(Tx tx, String id) {
    run(tx, "DELETE FROM person_password WHERE user_id = ?", id);
    run(tx, "DELETE FROM person_link WHERE user_id = ?", id);
    run(tx, "DELETE FROM person_factor WHERE user_id = ?", id);
    run(tx, "DELETE FROM person_session WHERE user_id = ?", id);
    run(tx, REFRESH + "user_id = ?)", id);
    run(tx, "DELETE FROM person_grant WHERE user_id = ?", id);
  }

  @Override
  public void insertCredential(Tx tx, Approved<? extends Credential> credential) {
    Credential row = credential.value();
    CredentialColumns own = CredentialColumns.of(row);
    run(
        tx,
        """
        INSERT INTO directory_credential
          (id, app_id, kind, display_name, created, expires, hint, secret_hash, certificate,
           issuer, subject, audience, header_hash, unix_uid)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        row.id().toString(),
        row.owner().toString(),
        row.kind(),
        row.displayName(),
        row.created(),
        own.expires(),
        own.hint(),
        own.secretHash(),
        own.certificate(),
        own.issuer(),
        own.subject(),
        own.audience(),
        own.headerHash(),
        own.uid());
  }

  @Override
  public void deleteCredential(Tx tx, Approved<? extends Credential> credential) {
    run(tx, "DELETE FROM directory_credential WHERE id = ?", credential.value().id().toString());
  }

  @Override
  public void putForeign(Tx tx, Approved<ForeignIdentity> identity) {
    ForeignIdentity row = identity.value();
    run(
        tx,
        """
        INSERT INTO directory_foreign_identity (issuer, sort, subject, principal_id)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (issuer, sort, subject) DO UPDATE SET principal_id = excluded.principal_id
        """,
        row.key().issuer(),
        row.key().sort().name(),
        row.key().subject(),
        row.principal().toString());
  }

  @Override
  public void deleteForeign(Tx tx, Approved<ForeignIdentity> identity) {
    ForeignIdentity row = identity.value();
    run(
        tx,
        """
        DELETE FROM directory_foreign_identity
        WHERE issuer = ? AND sort = ? AND subject = ? AND principal_id = ?
        """,
        row.key().issuer(),
        row.key().sort().name(),
        row.key().subject(),
        row.principal().toString());
  }

  @Override
  public void insertReply(Tx tx, Approved<ReplyAddress> reply) {
    ReplyAddress row = reply.value();
    run(
        tx,
        "INSERT INTO directory_reply (app_id, platform, position, uri) VALUES (?, ?, ?, ?)",
        row.application().toString(),
        row.platform().name(),
        row.position(),
        row.uri());
  }

  @Override
  public void deleteReply(Tx tx, Approved<ReplyAddress> reply) {
    run(
        tx,
        "DELETE FROM directory_reply WHERE app_id = ? AND platform = ? AND uri = ?",
        reply.value().application().toString(),
        reply.value().platform().name(),
        reply.value().uri());
  }

  @Override
  public void insertDelegated(Tx tx, Approved<Delegated> delegated) {
    run(
        tx,
        "INSERT INTO directory_delegated (app_id, resource_id, permission) VALUES (?, ?, ?)",
        delegated.value().application().toString(),
        delegated.value().resource().toString(),
        delegated.value().permission().toString());
  }

  @Override
  public void deleteDelegated(Tx tx, Approved<Delegated> delegated) {
    run(
        tx,
        """
        DELETE FROM directory_delegated WHERE app_id = ? AND resource_id = ? AND permission = ?
        """,
        delegated.value().application().toString(),
        delegated.value().resource().toString(),
        delegated.value().permission().toString());
  }

  @Override
  public void insertMembership(Tx tx, Approved<Membership> membership) {
    run(
        tx,
        "INSERT INTO directory_membership (group_id, member_id) VALUES (?, ?)",
        membership.value().group().toString(),
        membership.value().member().toString());
  }

  @Override
  public void deleteMembership(Tx tx, Approved<Membership> membership) {
    run(
        tx,
        "DELETE FROM directory_membership WHERE group_id = ? AND member_id = ?",
        membership.value().group().toString(),
        membership.value().member().toString());
  }

  private static void run(Tx tx, String sql, Object... binds) {
    SqlTx session = SqlTx.of(tx);
    session.run(sql, binds);
    session.bump(GENERATION, DirectoryRows.part(sql));
  }

  /// For a statement about one principal's row.
  private static void runOn(Tx tx, Principal principal, String sql, Object... binds) {
    SqlTx session = SqlTx.of(tx);
    session.run(sql, binds);
    session.bump(GENERATION, DirectoryRows.partOf(principal));
  }

  /// The columns only some kinds of principal have.
  private record PrincipalColumns(
      String kind,
      Optional<String> resource,
      Optional<String> resourceDisplay,
      Optional<String> userName,
      Optional<String> userDisplay) {
    static PrincipalColumns of(Principal principal) {
      return switch (principal) {
        case Principal.ServicePrincipal _ -> plain(DirectoryRows.SERVICE);
        case Principal.Group _ -> plain(DirectoryRows.GROUP);
        case Principal.ManagedIdentity identity ->
            new PrincipalColumns(
                DirectoryRows.kindOf(identity.assigned()),
                Optional.of(identity.resource().canonical()),
                Optional.of(identity.resource().display()),
                Optional.empty(),
                Optional.empty());
        case Principal.User user ->
            new PrincipalColumns(
                DirectoryRows.USER,
                Optional.empty(),
                Optional.empty(),
                Optional.of(user.canonicalName()),
                Optional.of(user.userPrincipalName()));
      };
    }

    private static PrincipalColumns plain(String kind) {
      return new PrincipalColumns(
          kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }
}
