package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.reveal.RevealRequest;
import dev.strongroom.reveal.RevealRequest.Decision;
import dev.strongroom.reveal.RevealRequest.State;
import dev.strongroom.reveal.RevealRequest.Subject;
import dev.strongroom.reveal.RevealRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Two-person reveal in a real database, on every dialect.
@ParameterizedClass
@EnumSource
class RevealSqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final TenantId OTHER = TenantId.of("aaaaaaaa-0000-0000-0000-000000000002");
  private static final PrincipalId ANNA = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  private static final PrincipalId BERT = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000002");
  private static final ResourceId VAULT =
      ResourceId.of("/subscriptions/s/resourceGroups/Web/providers/Microsoft.KeyVault/vaults/V");
  private static final ResourceId SECRET = VAULT.child("secrets/Db");
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  @Parameter Databases databases;
  @TempDir Path folder;

  private final RevealSql reveals = new RevealSql();

  @Test
  void aRuleComesBackIsReplacedAndGoes() {
    RevealRule first = rule(15);
    RevealRule second = rule(30);
    try (TestStore store = databases.fresh(folder)) {
      save(store, first);
      assertThat(store.read(reveals::reveals).rule(ResourceId.of(VAULT.canonical())))
          .contains(first);
      assertThat(store.read(reveals::reveals).rule(SECRET)).isEmpty();
      save(store, second);
      assertThat(store.read(reveals::reveals).rule(VAULT)).contains(second);
      store.write(tx -> {
        reveals.remove(tx, TestTx.approved(second));
        return null;
      });
      assertThat(store.read(reveals::reveals).rule(VAULT)).isEmpty();
    }
  }

  @Test
  void aRequestComesBackInEachOfItsStates() {
    RevealRequest asked = request(FIRST, NOW, Decision.NONE);
    try (TestStore store = databases.fresh(folder)) {
      saveRequest(store, asked);
      assertThat(find(store, FIRST)).contains(asked);
      for (State state : State.values()) {
        RevealRequest decided = request(FIRST, NOW, decision(state));
        saveRequest(store, decided);
        assertThat(find(store, FIRST)).contains(decided);
      }
      store.write(tx -> {
        reveals.removeRequest(tx, TestTx.approved(asked));
        return null;
      });
      assertThat(find(store, FIRST)).isEmpty();
    }
  }

  @Test
  void theNewestOfATenantAreListedAndTheOldestFound() {
    RevealRequest old = request(FIRST, NOW, decision(State.USED));
    RevealRequest young = request(SECOND, NOW.plusMillis(1), Decision.NONE);
    try (TestStore store = databases.fresh(folder)) {
      saveRequest(store, old);
      saveRequest(store, young);
      assertThat(list(store, TENANT, 9)).containsExactly(young, old);
      assertThat(list(store, TENANT, 1)).containsExactly(young);
      assertThat(list(store, OTHER, 9)).isEmpty();
      assertThat(before(store, NOW)).isEmpty();
      assertThat(before(store, NOW.plusMillis(1))).containsExactly(old);
    }
  }

  private List<RevealRequest> list(TestStore store, TenantId tenant, int max) {
    return store.read(tx -> reveals.requests(tx, tenant, max));
  }

  private List<RevealRequest> before(TestStore store, Instant time) {
    return store.read(tx -> reveals.requestsBefore(tx, time, 9));
  }

  private Optional<RevealRequest> find(TestStore store, UUID id) {
    return store.read(tx -> reveals.request(tx, id));
  }

  private void save(TestStore store, RevealRule rule) {
    store.write(tx -> {
      reveals.save(tx, TestTx.approved(rule));
      return null;
    });
  }

  private void saveRequest(TestStore store, RevealRequest request) {
    store.write(tx -> {
      reveals.saveRequest(tx, TestTx.approved(request));
      return null;
    });
  }

  private static RevealRule rule(int minutes) {
    return new RevealRule(VAULT, Duration.ofMinutes(minutes), ANNA.toString(), NOW);
  }

  private static Decision decision(State state) {
    return new Decision(
        state, Optional.of(BERT), Optional.of(NOW), Optional.of(NOW.plusSeconds(60)), "it's ✓ \n");
  }

  private static RevealRequest request(UUID id, Instant asked, Decision decision) {
    return new RevealRequest(
        id, new Subject(TENANT, SECRET, ANNA), "a \"reason\"", asked, decision);
  }
}
