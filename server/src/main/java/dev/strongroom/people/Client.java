package dev.strongroom.people;

import dev.strongroom.identity.Api;
import dev.strongroom.identity.Application;
import dev.strongroom.identity.Application.Traits;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.model.AppId;
import dev.strongroom.model.TenantId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An application that people sign in to.
///
/// @param tenant whose users it signs in; empty: everybody's, as the first-party ones do
/// @param replies where it may be answered; empty for the first-party ones
/// @param apis what it may act on for its users
/// @param traits how it is known again where it is answered nowhere: devices, and people's
///   passwords
public record Client(
    AppId id,
    String title,
    Optional<TenantId> tenant,
    List<ReplyAddress> replies,
    Set<Api> apis,
    Traits traits) {
  private static final Traits OURS = new Traits(true, Optional.empty());

  public Client {
    replies = List.copyOf(replies);
    apis = Set.copyOf(apis);
  }

  static Client firstParty(FirstParty one) {
    return new Client(
        one.id(), one.title(), Optional.empty(), List.of(), EnumSet.allOf(Api.class), OURS);
  }

  /// One of ours, or a registered one that is not disabled.
  static Client find(Directory directory, String clientId) {
    Optional<Client> known = FirstParty.of(clientId).map(Client::firstParty);
    return known
        .or(() -> AppId.parse(clientId).flatMap(id -> registered(directory, id)))
        .orElseThrow(() -> PeopleErrors.notPublic(clientId));
  }

  static Optional<Client> registered(Directory directory, AppId id) {
    Optional<Principal> service = directory.client(id).filter(Principal::enabled);
    return directory
        .application(id)
        .filter(_ -> service.isPresent())
        .map(found -> registered(found, directory.repliesOf(id), directory.delegatedTo(id)));
  }

  private static Client registered(
      Application found, List<ReplyAddress> replies, List<Delegated> delegated) {
    Set<Api> apis =
        Arrays.stream(Api.values())
            .filter(api -> delegated.stream().anyMatch(api::givenBy))
            .collect(Collectors.toUnmodifiableSet());
    return new Client(
        found.id(),
        found.displayName(),
        Optional.of(found.tenant()),
        replies,
        apis,
        found.traits());
  }

  /// What people know an application by.
  static String titleOf(Directory directory, AppId id) {
    return FirstParty.of(id.toString())
        .map(FirstParty::title)
        .or(() -> directory.application(id).map(Application::displayName))
        .orElse(id.toString());
  }

  boolean isFirstParty() {
    return tenant.isEmpty();
  }

  /// As what it is known again when a device or a password signs somebody in.
  Platform platform() {
    return traits.publicClient() ? Platform.PUBLIC_CLIENT : Platform.WEB;
  }

  /// Whether it is a program somewhere that keeps no secret.
  boolean isPublic() {
    return traits.publicClient()
        || replies.stream().anyMatch(reply -> reply.platform() == Platform.PUBLIC_CLIENT);
  }

  boolean wantsGroups() {
    return traits.groups().filter(one -> one != GroupClaims.NONE).isPresent();
  }

  /// As what it is answered at this redirect URI; empty where it may not be.
  Optional<Platform> platformAt(String redirect) {
    if (isFirstParty()) {
      return FirstParty.admits(redirect) ? Optional.of(Platform.PUBLIC_CLIENT) : Optional.empty();
    }
    Optional<ReplyAddress> exact =
        replies.stream().filter(reply -> reply.uri().equals(redirect)).findFirst();
    return exact
        .or(() -> replies.stream().filter(reply -> reply.admits(redirect)).findFirst())
        .map(ReplyAddress::platform);
  }

  /// Whether a page of this origin is the application.
  boolean livesAt(String origin) {
    return replies.stream()
        .filter(reply -> reply.platform() == Platform.SPA)
        .anyMatch(reply -> reply.origin().filter(origin::equals).isPresent());
  }

  /// Refuses another tenant than its own; the first-party ones are everybody's.
  void checkTenant(Optional<TenantId> asked) {
    if (tenant.isPresent() && asked.filter(one -> !tenant.get().equals(one)).isPresent()) {
      throw PeopleErrors.otherTenant(this);
    }
  }

  /// Itself, as the audience of a token that opens nothing of ours.
  boolean isItself(String resource) {
    String own = id.toString();
    return resource.equalsIgnoreCase(own) || resource.equalsIgnoreCase("api://" + own);
  }
}
