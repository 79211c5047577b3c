package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.PredefinedTag;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.Subscription;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ResourceSqlContractTest {
  private static final TenantId TENANT = TenantId.of("11111111-1111-1111-1111-111111111111");
  private static final Subscription DEV = subscription("22222222-2222-2222-2222-222222222222");
  private static final Subscription OTHER = subscription("33333333-3333-3333-3333-333333333333");

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final ResourceSql resources = new ResourceSql();

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void subscriptionsAreListedByIdAndKnownByTenant() {
    add(OTHER);
    add(DEV);
    assertThat(store.<List<Subscription>>read(resources::subscriptions))
        .containsExactly(DEV, OTHER);
    assertThat(store.<Optional<TenantId>>read(tx -> resources.tenantOf(tx, DEV.id())))
        .contains(TENANT);
    SubscriptionId unknown = SubscriptionId.of("99999999-9999-9999-9999-999999999999");
    assertThat(store.<Optional<TenantId>>read(tx -> resources.tenantOf(tx, unknown))).isEmpty();
  }

  @Test
  void aSubscriptionIsAddedOnce() {
    add(DEV);
    Subscription again = new Subscription(DEV.id(), TENANT, "Another", DEV.created(), Tags.NONE);
    boolean added = store.write(tx -> resources.addSubscription(tx, TestTx.approved(again)));
    assertThat(added).isFalse();
    assertThat(store.<Optional<Subscription>>read(tx -> resources.subscription(tx, DEV.id())))
        .contains(DEV);
  }

  @Test
  void aSubscriptionsTagsAreKept() {
    add(DEV);
    Subscription tagged =
        new Subscription(
            DEV.id(), TENANT, DEV.displayName(), DEV.created(), new Tags(Map.of("Team", "blue")));
    store.write(tx -> {
      resources.retag(tx, TestTx.approved(tagged));
      return true;
    });
    assertThat(store.<Optional<Subscription>>read(tx -> resources.subscription(tx, DEV.id())))
        .contains(tagged);
  }

  @Test
  void predefinedTagsAreKeptOnceAndGoWithTheirName() {
    add(DEV);
    assertThat(predefined("Team", "")).isTrue();
    assertThat(predefined("TEAM", "")).isFalse();
    assertThat(predefined("team", "red")).isTrue();
    assertThat(predefined("team", "Red")).isTrue();
    assertThat(predefined("cost", "")).isTrue();
    assertThat(removed("team", "red")).isTrue();
    assertThat(removed("team", "red")).isFalse();
    assertThat(values()).containsExactly("cost=", "Team=", "team=Red");
    assertThat(removed("TEAM", "")).isTrue();
    assertThat(values()).containsExactly("cost=");
  }

  @Test
  void predefinedTagsAreCountedAndFoundInAnyCaseOfTheName() {
    predefined("Team", "");
    predefined("Team", "red");
    store.change(tx ->
        resources.addPredefinedTag(
            tx, TestTx.approved(new PredefinedTag(OTHER.id(), "team", "Red"))));
    assertThat(store.<Long>read(tx -> resources.countPredefinedTags(tx, DEV.id()))).isEqualTo(2);
    assertThat(known("TEAM", "")).contains(new PredefinedTag(DEV.id(), "Team", ""));
    assertThat(known("team", "red")).contains(new PredefinedTag(DEV.id(), "Team", "red"));
    assertThat(known("team", "Red")).isEmpty();
    assertThat(known("tea", "")).isEmpty();
  }

  private Optional<PredefinedTag> known(String name, String value) {
    return store.read(tx -> resources.predefinedTag(tx, new PredefinedTag(DEV.id(), name, value)));
  }

  private List<String> values() {
    return store.<List<PredefinedTag>>read(tx -> resources.predefinedTags(tx, DEV.id())).stream()
        .map(one -> one.name() + "=" + one.value())
        .toList();
  }

  private boolean predefined(String name, String value) {
    PredefinedTag tag = new PredefinedTag(DEV.id(), name, value);
    return store.write(tx -> resources.addPredefinedTag(tx, TestTx.approved(tag)));
  }

  private boolean removed(String name, String value) {
    PredefinedTag tag = new PredefinedTag(DEV.id(), name, value);
    return store.write(tx -> resources.removePredefinedTag(tx, TestTx.approved(tag)));
  }

  @Test
  void subscriptionsAreAnsweredFromMemoryOnceReadAndStaleOnceChanged() {
    assumeThat(databases).isNotEqualTo(Databases.POSTGRES_SHARED); // it always asks the database
    add(DEV);
    store.read(resources::subscriptions);
    assertThat(store.<List<Subscription>>memory(resources::subscriptions)).containsExactly(DEV);
    add(OTHER);
    assertThatThrownBy(() -> store.memory(resources::subscriptions)).isSameAs(NotInMemory.SIGNAL);
    assertThat(store.<List<Subscription>>read(resources::subscriptions)).hasSize(2);
  }

  @Test
  void aGroupComesBackAsItWasAndIsFoundInAnyCase() {
    ResourceGroup group = group("My-Group_1.(x)", new Tags(Map.of("a b", "c\n=&%", "ü", "")));
    save(group);
    assertThat(find("MY-GROUP_1.(X)")).contains(group);
    assertThat(find("MY-GROUP_1.(X)").orElseThrow().name().display()).isEqualTo("My-Group_1.(x)");
    assertThat(find("my-group")).isEmpty();
  }

  @Test
  void savingAgainReplacesTagsAndKeepsTheSpelling() {
    save(group("Prod", Tags.NONE));
    save(group("PROD", new Tags(Map.of("a", "b"))));
    ResourceGroup saved = find("prod").orElseThrow();
    assertThat(saved.tags().entries()).containsExactly(Map.entry("a", "b"));
    assertThat(saved.name().display()).isEqualTo("Prod");
  }

  @Test
  void groupsAreSortedCutAndRemoved() {
    for (String name : List.of("c", "A", "b")) {
      save(group(name, Tags.NONE));
    }
    PageRequest afterA = new PageRequest(1, Optional.of("a"));
    assertThat(names(PageRequest.first())).containsExactly("A", "b", "c");
    assertThat(names(afterA)).containsExactly("b");
    store.change(tx -> resources.removeGroup(tx, TestTx.approved(group("B", Tags.NONE))));
    assertThat(names(PageRequest.first())).containsExactly("A", "c");
  }

  @Test
  void lockingFindsTheGroupOrNothing() {
    save(group("prod", Tags.NONE));
    boolean found =
        store.write(tx ->
            resources.lockGroup(tx, DEV.id(), GroupName.of("PROD")).isPresent()
                && resources.lockGroup(tx, DEV.id(), GroupName.of("test")).isEmpty());
    assertThat(found).isTrue();
  }

  private void add(Subscription subscription) {
    boolean added = store.write(tx -> resources.addSubscription(tx, TestTx.approved(subscription)));
    assertThat(added).isTrue();
  }

  private void save(ResourceGroup group) {
    store.change(tx -> resources.saveGroup(tx, TestTx.approved(group)));
  }

  private Optional<ResourceGroup> find(String name) {
    return store.read(tx -> resources.group(tx, DEV.id(), GroupName.of(name)));
  }

  private List<String> names(PageRequest page) {
    return store.read(tx -> resources.groups(tx, DEV.id(), page)).stream()
        .map(group -> group.name().display())
        .toList();
  }

  private static ResourceGroup group(String name, Tags tags) {
    return new ResourceGroup(DEV.id(), GroupName.of(name), "local", tags, Optional.empty());
  }

  private static Subscription subscription(String id) {
    return new Subscription(
        SubscriptionId.of(id),
        TENANT,
        "Development",
        Instant.parse("2026-11-23T12:00:00Z"),
        Tags.NONE);
  }
}
