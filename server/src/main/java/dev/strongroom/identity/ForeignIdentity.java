package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.util.Map;

/// Which principal of ours an issuer means by one of its subjects. It outlives its principal:
/// whoever was deleted here does not come back as a stranger.
public record ForeignIdentity(Key key, PrincipalId principal) implements Governed {
  /// @param subject in the issuer's words, compared exactly
  public record Key(String issuer, Sort sort, String subject) {}

  /// Subjects and groups are named apart, so that nobody becomes a group by being called like one.
  public enum Sort {
    SUBJECT,
    GROUP
  }

  /// Lets the issuer mean this principal from now on; never takes a subject from a principal that
  /// is still there.
  public void link(Work work, DirectoryStore store) {
    Directory directory = store.directory(work.tx());
    boolean taken =
        directory
            .foreign(key)
            .filter(other -> !other.equals(principal))
            .flatMap(directory::principal)
            .isPresent();
    if (taken) {
      throw DirectoryActions.exists("identities");
    }
    store.putForeign(work.tx(), work.approve(this));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "issuer", key.issuer(), "subject", key.subject(), "principal", principal.toString());
  }
}
