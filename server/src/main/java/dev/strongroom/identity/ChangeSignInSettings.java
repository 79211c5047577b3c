package dev.strongroom.identity;

import dev.strongroom.identity.Principal.ServicePrincipal;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Says where an application's people are sent back to, what it may do for them, how it is known
/// again and what it is called. What was given to an address that goes is not redeemed any more.
public record ChangeSignInSettings(DirectoryStore store, AppId id, SignInSettings wanted)
    implements Operation<AppId> {
  @Override
  public String name() {
    return "Update application";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_APPLICATION;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public AppId run(Work work) {
    Directory directory = store.directory(work.tx());
    Application before = directory.application(id).orElseThrow(() -> DirectoryActions.notFound(id));
    work.note("appId", id.toString());
    change(work, directory, before);
    wanted.replies().forEach((platform, uris) -> replace(work, platform, uris));
    wanted.delegated().ifPresent(permissions -> delegate(work, permissions));
    return id;
  }

  /// Its service principal has the same name, as in Entra.
  private void change(Work work, Directory directory, Application before) {
    Application after = wanted.change().of(before);
    if (after.equals(before)) {
      return;
    }
    store.updateApplication(work.tx(), work.approve(after));
    if (!after.displayName().equals(before.displayName())) {
      directory
          .client(id)
          .filter(ServicePrincipal.class::isInstance)
          .map(ServicePrincipal.class::cast)
          .ifPresent(service ->
              store.updatePrincipal(work.tx(), work.approve(service.named(after.displayName()))));
    }
    work.note("isFallbackPublicClient", Boolean.toString(after.traits().publicClient()));
    work.note("groupMembershipClaims", after.traits().groups().map(GroupClaims::word).orElse(""));
  }

  private void replace(Work work, Platform platform, List<String> uris) {
    List<ReplyAddress> present = store.directory(work.tx()).repliesOf(id);
    Set<String> once = new LinkedHashSet<>(uris);
    long others = present.stream().filter(one -> one.platform() != platform).count();
    if (others + once.size() > SignInSettings.MAX_REPLIES) {
      throw DirectoryActions.invalid(
          "An application has at most " + SignInSettings.MAX_REPLIES + " redirect URIs.");
    }
    for (String uri : once) {
      ReplyAddress.objection(platform, uri)
          .ifPresent(why -> {
            throw DirectoryActions.invalid(
                "'" + EntraErrors.shown(uri) + "' cannot be a redirect URI: " + why + ".");
          });
    }
    present.stream()
        .filter(one -> one.platform() == platform)
        .forEach(one -> store.deleteReply(work.tx(), work.approve(one)));
    int position = 0;
    for (String uri : once) {
      store.insertReply(work.tx(), work.approve(new ReplyAddress(id, platform, position, uri)));
      position += 1;
    }
    work.note(platform.member(), String.join(" ", once));
  }

  private void delegate(Work work, List<SignInSettings.Permission> permissions) {
    Set<SignInSettings.Permission> once = new LinkedHashSet<>(permissions);
    if (once.size() > SignInSettings.MAX_DELEGATED) {
      throw DirectoryActions.invalid(
          "An application has at most " + SignInSettings.MAX_DELEGATED + " permissions.");
    }
    store
        .directory(work.tx())
        .delegatedTo(id)
        .forEach(one -> store.deleteDelegated(work.tx(), work.approve(one)));
    for (SignInSettings.Permission one : once) {
      store.insertDelegated(
          work.tx(), work.approve(new Delegated(id, one.resource(), one.permission())));
    }
    work.note("delegated", Integer.toString(once.size()));
  }
}
