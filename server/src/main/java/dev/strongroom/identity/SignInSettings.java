package dev.strongroom.identity;

import dev.strongroom.identity.Application.Traits;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.model.AppId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an application is to sign people in, as far as a request says it; what it leaves out stays.
///
/// @param replies redirect URIs, in place of all of that platform
/// @param delegated in place of all; resource and permission by their ids
public record SignInSettings(
    Map<Platform, List<String>> replies, Optional<List<Permission>> delegated, Change change) {
  public static final SignInSettings NONE = new SignInSettings(Map.of(), Optional.empty());
  static final int MAX_REPLIES = 256;
  static final int MAX_DELEGATED = 50;

  public record Permission(AppId resource, AppId permission) {}

  /// What it is called and how it is known again.
  ///
  /// @param groups an empty one inside: it is not told any more
  public record Change(
      Optional<String> displayName,
      Optional<Boolean> publicClient,
      Optional<Optional<GroupClaims>> groups) {
    public static final Change NONE =
        new Change(Optional.empty(), Optional.empty(), Optional.empty());

    public Application of(Application before) {
      return before.with(
          displayName.orElse(before.displayName()),
          new Traits(
              publicClient.orElse(before.traits().publicClient()),
              groups.orElse(before.traits().groups())));
    }
  }

  public SignInSettings {
    Map<Platform, List<String>> copy = new EnumMap<>(Platform.class);
    replies.forEach((platform, uris) -> copy.put(platform, List.copyOf(uris)));
    replies = copy;
    delegated = delegated.map(List::copyOf);
  }

  /// Addresses and permissions alone.
  public SignInSettings(Map<Platform, List<String>> replies, Optional<List<Permission>> delegated) {
    this(replies, delegated, Change.NONE);
  }

  boolean isNone() {
    return replies.isEmpty() && delegated.isEmpty() && change.equals(Change.NONE);
  }
}
