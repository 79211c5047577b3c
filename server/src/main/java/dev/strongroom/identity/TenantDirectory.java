package dev.strongroom.identity;

import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// What one tenant's principals see of the directory: its own objects, and no other tenant's.
public record TenantDirectory(Directory all, Tenant tenant) {
  /// An application with what it can prove itself with, oldest first.
  public record Registration(
      Application application,
      List<Credential> credentials,
      List<ReplyAddress> replies,
      List<Delegated> delegated) {}

  static TenantDirectory of(Directory all, TenantId tenant) {
    return new TenantDirectory(
        all, all.tenant(tenant).orElseThrow(() -> DirectoryActions.notFound(tenant)));
  }

  public List<Principal> principals() {
    return all.principals().stream().filter(this::mine).toList();
  }

  public List<Registration> applications() {
    return all.applications().stream()
        .filter(application -> application.tenant().equals(tenant.id()))
        .map(this::registration)
        .toList();
  }

  public Optional<Principal> principal(PrincipalId id) {
    return all.principal(id).filter(this::mine);
  }

  /// The service principal or managed identity with this client id.
  public Optional<Principal> client(AppId id) {
    return all.client(id).filter(this::mine);
  }

  public Optional<Principal.User> user(String userPrincipalName) {
    return all.user(userPrincipalName).filter(this::mine);
  }

  /// Applications are looked up by their own object id, not by that of their service principal.
  public Optional<Registration> application(PrincipalId objectId) {
    return applications().stream()
        .filter(found -> found.application().objectId().equals(objectId))
        .findFirst();
  }

  /// Direct members only.
  public List<Principal> membersOf(PrincipalId group) {
    return all.membersOf(group).stream().flatMap(member -> principal(member).stream()).toList();
  }

  private Registration registration(Application application) {
    AppId id = application.id();
    return new Registration(
        application, all.credentialsOf(id), all.repliesOf(id), all.delegatedTo(id));
  }

  private boolean mine(Principal principal) {
    return principal.tenant().equals(tenant.id());
  }
}
