package dev.strongroom.identity;

import dev.strongroom.identity.Credential.IdentityHeader;
import dev.strongroom.identity.Credential.LocalEndpoint;
import dev.strongroom.identity.Credential.UnixUser;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The whole directory at one moment, compiled for look-ups that touch no disk. Immutable.
public final class Directory {
  private final Map<TenantId, Tenant> tenants;
  private final Map<AppId, Application> applications;
  private final Map<PrincipalId, Principal> principals;
  private final Map<String, User> people = new HashMap<>();
  private final Map<AppId, Principal> clients;
  private final Map<CredentialId, Credential> credentials;
  private final Map<AppId, List<Credential>> credentialsByOwner;
  private final List<IdentityHeader> headers;
  private final List<UnixUser> users;
  private final Map<PrincipalId, Set<PrincipalId>> groups;
  private final List<Membership> memberships;
  private final Map<PrincipalId, List<PrincipalId>> members;
  private final Map<ForeignIdentity.Key, PrincipalId> foreign = new HashMap<>();
  private final Map<PrincipalId, List<ForeignIdentity.Key>> foreignNames;

  private final Map<AppId, List<ReplyAddress>> replies;
  private final Map<AppId, List<Delegated>> delegated;

  /// The rows a directory is compiled from.
  public record Rows(
      List<Tenant> tenants,
      List<Application> applications,
      List<Principal> principals,
      List<Credential> credentials,
      List<Membership> memberships,
      List<ForeignIdentity> foreign,
      List<ReplyAddress> replies,
      List<Delegated> delegated) {}

  private final Rows rows;

  public Directory(Rows rows) {
    this.rows = rows;
    tenants = index(rows.tenants(), Tenant::id);
    applications = index(rows.applications(), Application::id);
    principals = index(rows.principals(), Principal::id);
    clients =
        rows.principals().stream()
            .filter(principal -> principal.clientId().isPresent())
            .collect(Collectors.toMap(p -> p.clientId().orElseThrow(), Function.identity()));
    credentials = index(rows.credentials(), Credential::id);
    credentialsByOwner =
        rows.credentials().stream().collect(Collectors.groupingBy(Credential::owner));
    headers = only(IdentityHeader.class, rows.credentials());
    users = only(UnixUser.class, rows.credentials());
    memberships = List.copyOf(rows.memberships());
    members =
        memberships.stream()
            .collect(
                Collectors.groupingBy(
                    Membership::group,
                    Collectors.mapping(Membership::member, Collectors.toUnmodifiableList())));
    groups = closure(memberships, principals);
    replies = rows.replies().stream().collect(Collectors.groupingBy(ReplyAddress::application));
    delegated = rows.delegated().stream().collect(Collectors.groupingBy(Delegated::application));
    rows.foreign().forEach(one -> foreign.put(one.key(), one.principal()));
    foreignNames = foreign.keySet().stream().collect(Collectors.groupingBy(foreign::get));
    for (Principal one : rows.principals()) {
      if (one instanceof User user) {
        people.putIfAbsent(user.canonicalName(), user);
      }
    }
  }

  /// What it was compiled from.
  public Rows rows() {
    return rows;
  }

  public Collection<Tenant> tenants() {
    return Collections.unmodifiableCollection(tenants.values());
  }

  public Collection<Application> applications() {
    return Collections.unmodifiableCollection(applications.values());
  }

  public Collection<Principal> principals() {
    return Collections.unmodifiableCollection(principals.values());
  }

  public List<Membership> memberships() {
    return memberships;
  }

  public Optional<Tenant> tenant(TenantId id) {
    return Optional.ofNullable(tenants.get(id));
  }

  public Optional<Application> application(AppId id) {
    return Optional.ofNullable(applications.get(id));
  }

  public Optional<Principal> principal(PrincipalId id) {
    return Optional.ofNullable(principals.get(id));
  }

  /// The service principal or managed identity with this client id.
  public Optional<Principal> client(AppId id) {
    return Optional.ofNullable(clients.get(id));
  }

  /// The managed identity of this ARM resource.
  public Optional<ManagedIdentity> identity(ResourceId resource) {
    return principals.values().stream()
        .filter(ManagedIdentity.class::isInstance)
        .map(ManagedIdentity.class::cast)
        .filter(identity -> identity.resource().equals(resource))
        .findFirst();
  }

  /// The principal that an issuer means, who may have been deleted since.
  public Optional<PrincipalId> foreign(ForeignIdentity.Key key) {
    return Optional.ofNullable(foreign.get(key));
  }

  /// What issuers call this principal.
  public List<ForeignIdentity.Key> foreignNamesOf(PrincipalId id) {
    return foreignNames.getOrDefault(id, List.of());
  }

  /// User principal names are compared without regard to case.
  public Optional<User> user(String userPrincipalName) {
    return Optional.ofNullable(people.get(userPrincipalName.toLowerCase(Locale.ROOT)));
  }

  public Optional<Credential> credential(CredentialId id) {
    return Optional.ofNullable(credentials.get(id));
  }

  /// Oldest first.
  public List<Credential> credentialsOf(AppId owner) {
    return credentialsByOwner.getOrDefault(owner, List.of());
  }

  /// In order, platform by platform.
  public List<ReplyAddress> repliesOf(AppId application) {
    return replies.getOrDefault(application, List.of());
  }

  public List<Delegated> delegatedTo(AppId application) {
    return delegated.getOrDefault(application, List.of());
  }

  /// Every enabled group that `member` is in, directly or through other groups.
  public Set<PrincipalId> groupsOf(PrincipalId member) {
    return groups.getOrDefault(member, Set.of());
  }

  /// Whether somebody can act as it: it is enabled, and a user or a program, or a group that such a
  /// one is in, directly or through other groups.
  public boolean canAct(PrincipalId id) {
    return principal(id)
        .filter(Principal::enabled)
        .filter(one ->
            !(one instanceof Group)
                || principals.values().stream()
                    .filter(member -> member.enabled() && !(member instanceof Group))
                    .anyMatch(member -> groupsOf(member.id()).contains(id)))
        .isPresent();
  }

  /// Direct members, whoever they are.
  public List<PrincipalId> membersOf(PrincipalId group) {
    return members.getOrDefault(group, List.of());
  }

  /// The managed identities that this `IDENTITY_HEADER` speaks for, each with the credential that
  /// says so. Every stored hash is compared, each in constant time.
  public Map<ManagedIdentity, CredentialId> identitiesBehindHeader(SecretBytes sha256) {
    return identities(headers.stream().filter(header -> header.sha256().equals(sha256)).toList());
  }

  /// The managed identities that this Unix user may act as.
  public Map<ManagedIdentity, CredentialId> identitiesOfUser(int uid) {
    return identities(users.stream().filter(user -> user.uid() == uid).toList());
  }

  /// The identity that a machine's endpoint may speak for, if it is bound to such endpoints.
  public Map<ManagedIdentity, CredentialId> identityOfEndpoint(AppId configured) {
    return identities(only(LocalEndpoint.class, credentialsOf(configured)));
  }

  private Map<ManagedIdentity, CredentialId> identities(List<? extends Credential> proven) {
    Map<ManagedIdentity, CredentialId> found = new LinkedHashMap<>();
    for (Credential credential : proven) {
      if (clients.get(credential.owner()) instanceof ManagedIdentity identity) {
        found.put(identity, credential.id());
      }
    }
    return found;
  }

  private static <C extends Credential> List<C> only(Class<C> kind, List<Credential> from) {
    return from.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Follows memberships upwards from every member; a cycle of groups ends by itself.
  private static Map<PrincipalId, Set<PrincipalId>> closure(
      List<Membership> memberships, Map<PrincipalId, Principal> principals) {
    Map<PrincipalId, List<PrincipalId>> parents = new HashMap<>();
    for (Membership edge : memberships) {
      if (principals.get(edge.group()) instanceof Group group && group.enabled()) {
        parents.computeIfAbsent(edge.member(), _ -> new ArrayList<>()).add(edge.group());
      }
    }
    Map<PrincipalId, Set<PrincipalId>> closed = new HashMap<>();
    for (PrincipalId member : parents.keySet()) {
      closed.put(member, ancestors(member, parents));
    }
    return closed;
  }

  private static Set<PrincipalId> ancestors(
      PrincipalId member, Map<PrincipalId, List<PrincipalId>> parents) {
    Set<PrincipalId> seen = new LinkedHashSet<>();
    Deque<PrincipalId> waiting = new ArrayDeque<>(parents.getOrDefault(member, List.of()));
    while (!waiting.isEmpty()) {
      PrincipalId group = waiting.remove();
      if (seen.add(group)) {
        waiting.addAll(parents.getOrDefault(group, List.of()));
      }
    }
    return Collections.unmodifiableSet(seen);
  }

  private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
    Map<K, V> index = LinkedHashMap.newLinkedHashMap(values.size());
    values.forEach(value -> index.put(key.apply(value), value));
    return index;
  }
}
