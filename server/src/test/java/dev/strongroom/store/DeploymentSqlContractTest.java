package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.deployments.Deployment;
import dev.strongroom.deployments.Deployment.Papers;
import dev.strongroom.deployments.Deployment.Run;
import dev.strongroom.deployments.Deployment.State;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.ResourceGroup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is remembered of deployments, on every database.
@ParameterizedClass
@EnumSource
class DeploymentSqlContractTest {
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("22222222-2222-2222-2222-222222222222");
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final DeploymentSql deployments = new DeploymentSql();

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsSavedIsFoundWithoutRegardToCaseAndReplaced() {
    Deployment running = deployment("web", "First", 0);
    save(running);
    assertThat(find(at("WEB", "FIRST"))).contains(running);
    Deployment ended = running.ended(State.FAILED, START.plusSeconds(3), "{\"error\":\"ü\"}");
    save(ended);
    assertThat(find(at("web", "first"))).contains(ended);
    store.change(tx -> deployments.remove(tx, TestTx.approved(ended)));
    assertThat(find(at("web", "first"))).isEmpty();
  }

  @Test
  void aGroupAndASubscriptionHaveTheirOwn() {
    save(deployment("web", "a", 0));
    save(deployment("", "a", 1));
    save(deployment("shop", "a", 2));
    assertThat(find(at("", "a")).orElseThrow().at().group()).isEmpty();
    assertThat(names(list("", "", 10))).containsExactly("a");
    ResourceGroup group =
        new ResourceGroup(SUBSCRIPTION, GroupName.of("Web"), "local", Tags.NONE, Optional.empty());
    store.change(tx -> deployments.removeAll(tx, TestTx.approved(group)));
    assertThat(find(at("web", "a"))).isEmpty();
    assertThat(find(at("shop", "a"))).isPresent();
    assertThat(find(at("", "a"))).isPresent();
  }

  @Test
  void listsGoByNameAndTheOldestAreKnown() {
    save(deployment("web", "c", 1));
    save(deployment("web", "B", 3));
    save(deployment("web", "a", 2));
    assertThat(names(list("web", "", 2))).containsExactly("a", "B");
    assertThat(names(list("web", "b", 2))).containsExactly("c");
    List<Deployment> older = store.read(tx -> deployments.older(tx, at("web", ""), 1, 10));
    assertThat(names(older)).containsExactly("a", "c");
    assertThat(store.<List<Deployment>>read(tx -> deployments.older(tx, at("web", ""), 1, 1)))
        .hasSize(1);
  }

  private void save(Deployment deployment) {
    store.change(tx -> deployments.save(tx, TestTx.approved(deployment)));
  }

  private Optional<Deployment> find(DeploymentAt at) {
    return store.read(tx -> deployments.find(tx, at));
  }

  private List<Deployment> list(String group, String after, int limit) {
    return store.read(tx -> deployments.list(tx, at(group, ""), after, limit));
  }

  private static List<String> names(List<Deployment> found) {
    return found.stream().map(one -> one.at().name()).toList();
  }

  private static DeploymentAt at(String group, String name) {
    return new DeploymentAt(
        SUBSCRIPTION, group.isEmpty() ? Optional.empty() : GroupName.parse(group), name);
  }

  private static Deployment deployment(String group, String name, int second) {
    Optional<String> location = group.isEmpty() ? Optional.of("local") : Optional.empty();
    return new Deployment(
        at(group, name),
        State.RUNNING,
        new Run("Incremental", location, "c", START.plusSeconds(second), Optional.empty()),
        new Papers("{\"parameters\":{}}", "{}"));
  }
}
