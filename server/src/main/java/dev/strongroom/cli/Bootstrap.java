package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.PutRoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.BindLocalEndpoint;
import dev.strongroom.identity.CreateApplication;
import dev.strongroom.identity.CreateTenant;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.Credential.LocalEndpoint;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.ReadDirectory;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AppId;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.people.MakeLink;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import dev.strongroom.vaults.CreateSubscription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// What a first start makes, as operations of the server itself: each is authorised, recorded and
/// durable like any other. Every step may be repeated, so a start that was killed half-way is
/// finished by the next.
final class Bootstrap {
  static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  static final RoleId KEY_VAULT_ADMINISTRATOR = RoleId.of("00482a5a-887f-4fb3-b363-3b7fe8e74483");
  static final RoleId USER_ACCESS_ADMINISTRATOR = RoleId.of("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9");
  private static final String JOB = "bootstrap";
  private final App app;
  private final TenantId tenant;

  Bootstrap(App app, TenantId tenant) {
    this.app = app;
    this.tenant = tenant;
  }

  /// An application with its service principal.
  record Client(AppId application, PrincipalId principal) {}

  <R> R perform(Operation<R> operation) {
    return app.perform(JOB, operation);
  }

  Directory directory() {
    return perform(new ReadDirectory(app.stores().directory()));
  }

  void tenant(String name) {
    if (directory().tenant(tenant).isEmpty()) {
      perform(new CreateTenant(app.stores().directory(), tenant, name));
    }
  }

  void subscription(SubscriptionId id, String name) {
    unlessThere(new CreateSubscription(app.features().vaults().resources(), id, tenant, name));
  }

  /// The application of this name, made when there is none.
  Client application(String name) {
    Directory now = directory();
    Optional<AppId> existing =
        now.applications().stream()
            .filter(application -> application.displayName().equals(name))
            .map(application -> application.id())
            .findFirst();
    if (existing.isPresent()) {
      return new Client(existing.get(), now.client(existing.get()).orElseThrow().id());
    }
    var made = perform(new CreateApplication(app.stores().directory(), tenant, name));
    return new Client(made.application().id(), made.principal().id());
  }

  SecretBytes password(AppId application, String name) {
    SecretHash hash = new SecretHash(Argon2Cost.SECRET, 1, app.seams().keys());
    AddPassword.Secrets secrets = new AddPassword.Secrets(hash, app.seams().keys());
    return perform(
            new AddPassword(app.stores().directory(), secrets, application, name, Optional.empty()))
        .value();
  }

  /// Gives the role once: the assignment's id follows from what it gives.
  void assign(RoleId role, PrincipalId principal, ResourceId scope) {
    assign(role, principal, PrincipalType.SERVICE_PRINCIPAL, scope);
  }

  void assign(RoleId role, PrincipalId principal, PrincipalType type, ResourceId scope) {
    String what = role + "|" + principal + "|" + scope.canonical();
    UUID id = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    perform(
        new PutRoleAssignment(
            new PutRoleAssignment.Ports(app.stores().access(), app.stores().directory()),
            tenant,
            scope,
            new AssignmentId(id),
            new PutRoleAssignment.Wanted(role, principal, Optional.of(type), Details.NONE)));
  }

  /// The user of this name, made when there is none.
  Principal.User user(String name, String displayName) {
    return directory()
        .user(name)
        .orElseGet(
            () -> perform(new CreateUser(app.stores().directory(), tenant, name, displayName)));
  }

  /// Where a user without a password chooses one: shown once, and never a password that somebody
  /// else chose. The code stands behind `#`, which no server and no log ever sees.
  Optional<String> link(Principal.User user, Cloud cloud) {
    return perform(new MakeLink(app.features().people(), user.id(), MakeLink.When.WITHOUT_PASSWORD))
        .map(made -> cloud.origin(cloud.loginHost()) + "/start#" + made.text());
  }

  /// Lets the loopback endpoint speak for the identity, once. Answers whether there is such an
  /// identity.
  boolean localEndpoint(AppId identity) {
    Directory now = directory();
    boolean known = now.client(identity).filter(ManagedIdentity.class::isInstance).isPresent();
    if (known && now.credentialsOf(identity).stream().noneMatch(LocalEndpoint.class::isInstance)) {
      perform(new BindLocalEndpoint(app.stores().directory(), identity));
    }
    return known;
  }

  private void unlessThere(Operation<?> operation) {
    try {
      perform(operation);
    } catch (Refused refused) {
      if (!(refused.problem() instanceof Problem.Conflict)) {
        throw refused;
      }
    }
  }
}
