package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipsTest {
  private static final PrincipalId ANNA = id(1);
  private static final PrincipalId TEAM = id(2);
  private static final PrincipalId EVERYONE = id(3);
  private static final PrincipalId READERS = id(4);
  private static final Map<PrincipalId, Set<PrincipalId>> DIRECTORY =
      Map.of(ANNA, Set.of(TEAM), READERS, Set.of(EVERYONE));

  private final Memberships memberships = (_, id) -> DIRECTORY.getOrDefault(id, Set.of());
  private final Tx tx = TestTx.of(new Tx.Session() {});

  @Test
  void groupsThatTheIssuerSaysAreAddedWithTheGroupsThatTheyAreIn() {
    assertThat(memberships.groupsOf(tx, who(Set.of(READERS))))
        .containsExactlyInAnyOrder(TEAM, READERS, EVERYONE);
  }

  @Test
  void withoutAnyTheDirectorysOwnSetIsTheAnswer() {
    assertThat(memberships.groupsOf(tx, who(Set.of()))).isSameAs(DIRECTORY.get(ANNA));
  }

  private static Who.Principal who(Set<PrincipalId> groups) {
    return new Who.Principal(
        TenantId.of("11111111-1111-4111-8111-111111111111"),
        ANNA,
        Optional.empty(),
        "https://accounts.example",
        Caller.Kind.USER,
        Assurance.NONE,
        Optional.of(new Caller.Foreign("anna", Optional.empty(), groups)));
  }

  private static PrincipalId id(int n) {
    return PrincipalId.of("00000000-0000-4000-8000-00000000000" + n);
  }
}
