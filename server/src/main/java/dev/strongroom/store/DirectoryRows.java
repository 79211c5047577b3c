package dev.strongroom.store;

import dev.strongroom.identity.Application;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.ForeignIdentity;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.Membership;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.Tenant;
import dev.strongroom.identity.Thumbprints;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads every row of the directory and compiles them.
final class DirectoryRows {
  static final String SERVICE = "service";
  static final String USER = "user";
  static final String GROUP = "group";
  private static final String SYSTEM_IDENTITY = "system-identity";
  private static final String USER_IDENTITY = "user-identity";

  private static final String PRINCIPAL = "principal ";
  private static final Pattern TABLE = Pattern.compile("directory_\\w+");

  private static final String TENANTS =
      "SELECT id, display_name, created FROM directory_tenant ORDER BY created, id";
  private static final String APPLICATIONS =
      """
      SELECT app_id, object_id, tenant_id, display_name, created, public_client, group_claims
      FROM directory_application ORDER BY created, app_id
      """;
  private static final String PRINCIPALS =
      """
      SELECT id, tenant_id, kind, display_name, enabled, app_id, resource_display, user_display
      FROM directory_principal
      """;
  private static final String BY_ID = "ORDER BY id";
  private static final String CREDENTIALS =
      """
      SELECT id, app_id, kind, display_name, created, expires, hint, secret_hash,
             certificate, issuer, subject, audience, header_hash, unix_uid
      FROM directory_credential ORDER BY created, id
      """;
  private static final String MEMBERSHIPS =
      "SELECT group_id, member_id FROM directory_membership ORDER BY group_id, member_id";
  private static final String FOREIGN =
      """
      SELECT issuer, sort, subject, principal_id FROM directory_foreign_identity
      ORDER BY issuer, sort, subject
      """;
  private static final String REPLIES =
      """
      SELECT app_id, platform, position, uri FROM directory_reply
      ORDER BY app_id, platform, position
      """;
  private static final String DELEGATED =
      """
      SELECT app_id, resource_id, permission FROM directory_delegated
      ORDER BY app_id, resource_id, permission
      """;

  private DirectoryRows() {}

  static String kindOf(Assigned assigned) {
    return switch (assigned) {
      case SYSTEM -> SYSTEM_IDENTITY;
      case USER -> USER_IDENTITY;
    };
  }

  static Directory load(SqlTx session) {
    return new Directory(
        new Directory.Rows(
            session.all(TENANTS, DirectoryRows::tenant),
            session.all(APPLICATIONS, DirectoryRows::application),
            session.all(PRINCIPALS + BY_ID, DirectoryRows::principal),
            session.all(CREDENTIALS, DirectoryRows::credential),
            session.all(MEMBERSHIPS, DirectoryRows::membership),
            session.all(FOREIGN, DirectoryRows::foreign),
            session.all(REPLIES, DirectoryRows::reply),
            session.all(DELEGATED, DirectoryRows::delegated)));
  }

  /// Reads the tables again that have changed; of principals those alone that have.
  static Directory renewed(SqlTx session, Directory before, Set<String> parts) {
    Directory.Rows known = before.rows();
    Again again = new Again(session, parts);
    return new Directory(
        new Directory.Rows(
            again.read(known.tenants(), TENANTS, DirectoryRows::tenant),
            again.read(known.applications(), APPLICATIONS, DirectoryRows::application),
            again.principals(known.principals()),
            again.read(known.credentials(), CREDENTIALS, DirectoryRows::credential),
            again.read(known.memberships(), MEMBERSHIPS, DirectoryRows::membership),
            again.read(known.foreign(), FOREIGN, DirectoryRows::foreign),
            again.read(known.replies(), REPLIES, DirectoryRows::reply),
            again.read(known.delegated(), DELEGATED, DirectoryRows::delegated)));
  }

  /// The part of the directory that a statement changes: its table.
  static String part(String sql) {
    Matcher table = TABLE.matcher(sql);
    return table.find() ? table.group() : "nothing of it";
  }

  static String partOf(Principal principal) {
    return PRINCIPAL + principal.id();
  }

  private record Again(SqlTx session, Set<String> parts) {
    <T> List<T> read(List<T> known, String sql, RowReader<T> reader) {
      return parts.contains(part(sql)) ? session.all(sql, reader) : known;
    }

    List<Principal> principals(List<Principal> known) {
      if (parts.contains(part(PRINCIPALS))) {
        return session.all(PRINCIPALS + BY_ID, DirectoryRows::principal);
      }
      List<String> changed =
          parts.stream()
              .filter(part -> part.startsWith(PRINCIPAL))
              .map(part -> part.substring(PRINCIPAL.length()))
              .toList();
      if (changed.isEmpty()) {
        return known;
      }
      Map<String, Principal> all = new TreeMap<>();
      known.forEach(one -> all.put(one.id().toString(), one));
      changed.forEach(id ->
          session
              .one(PRINCIPALS + "WHERE id = ?", DirectoryRows::principal, id)
              .ifPresentOrElse(now -> all.put(id, now), () -> all.remove(id)));
      return List.copyOf(all.values());
    }
  }

  private static Tenant tenant(Row row) {
    return new Tenant(TenantId.of(row.text("id")), row.text("display_name"), row.time("created"));
  }

  private static Application application(Row row) {
    return new Application(
        AppId.of(row.text("app_id")),
        PrincipalId.of(row.text("object_id")),
        TenantId.of(row.text("tenant_id")),
        row.text("display_name"),
        row.time("created"),
        new Application.Traits(
            row.flag("public_client"), row.maybeText("group_claims").flatMap(GroupClaims::parse)));
  }

  private static Membership membership(Row row) {
    return new Membership(
        PrincipalId.of(row.text("group_id")), PrincipalId.of(row.text("member_id")));
  }

  private static ForeignIdentity foreign(Row row) {
    return new ForeignIdentity(
        new ForeignIdentity.Key(
            row.text("issuer"),
            ForeignIdentity.Sort.valueOf(row.text("sort")),
            row.text("subject")),
        PrincipalId.of(row.text("principal_id")));
  }

  private static ReplyAddress reply(Row row) {
    return new ReplyAddress(
        AppId.of(row.text("app_id")),
        ReplyAddress.Platform.valueOf(row.text("platform")),
        Math.toIntExact(row.number("position")),
        row.text("uri"));
  }

  private static Delegated delegated(Row row) {
    return new Delegated(
        AppId.of(row.text("app_id")),
        AppId.of(row.text("resource_id")),
        AppId.of(row.text("permission")));
  }

  private static Principal principal(Row row) {
    PrincipalId id = PrincipalId.of(row.text("id"));
    TenantId tenant = TenantId.of(row.text("tenant_id"));
    String name = row.text("display_name");
    boolean enabled = row.flag("enabled");
    String kind = row.text("kind");
    return switch (kind) {
      case SERVICE ->
          new Principal.ServicePrincipal(id, tenant, name, enabled, AppId.of(row.text("app_id")));
      case SYSTEM_IDENTITY, USER_IDENTITY ->
          new Principal.ManagedIdentity(
              id,
              tenant,
              name,
              enabled,
              AppId.of(row.text("app_id")),
              ResourceId.of(row.text("resource_display")),
              kind.equals(SYSTEM_IDENTITY) ? Assigned.SYSTEM : Assigned.USER);
      case USER -> new Principal.User(id, tenant, name, enabled, row.text("user_display"));
      case GROUP -> new Principal.Group(id, tenant, name, enabled);
      default -> throw new IllegalStateException("unknown kind of principal: " + kind);
    };
  }

  private static Credential credential(Row row) {
    CredentialId id = CredentialId.of(row.text("id"));
    AppId owner = AppId.of(row.text("app_id"));
    String name = row.text("display_name");
    Instant created = row.time("created");
    String kind = row.text("kind");
    return switch (kind) {
      case Credential.ClientSecret.KIND ->
          new Credential.ClientSecret(
              id,
              owner,
              name,
              created,
              row.time("expires"),
              row.text("hint"),
              SecretBytes.utf8(row.text("secret_hash")));
      case Credential.Certificate.KIND -> {
        X509Certificate certificate = decoded(row.bytes("certificate"));
        yield new Credential.Certificate(
            id, owner, name, created, certificate, Thumbprints.of(certificate));
      }
      case Credential.Federated.KIND ->
          new Credential.Federated(
              id,
              owner,
              name,
              created,
              row.text("issuer"),
              row.text("subject"),
              row.text("audience"));
      case Credential.IdentityHeader.KIND ->
          new Credential.IdentityHeader(
              id, owner, name, created, SecretBytes.owning(row.bytes("header_hash")));
      case Credential.ProvisioningToken.KIND ->
          new Credential.ProvisioningToken(
              id,
              owner,
              name,
              created,
              row.time("expires"),
              SecretBytes.owning(row.bytes("header_hash")));
      case Credential.UnixUser.KIND ->
          new Credential.UnixUser(id, owner, name, created, (int) row.number("unix_uid"));
      case Credential.LocalEndpoint.KIND -> new Credential.LocalEndpoint(id, owner, name, created);
      default -> throw new IllegalStateException("unknown kind of credential: " + kind);
    };
  }

  private static X509Certificate decoded(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException damaged) {
      throw new IllegalStateException("a stored certificate cannot be read", damaged);
    }
  }
}
