package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.store.Databases;
import dev.strongroom.store.ResourceSql;
import dev.strongroom.store.TestStore;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PredefinedTag;
import dev.strongroom.vaults.PutTagName;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.TagNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many names and values of tags a subscription has, and how many are listed.
class TagNameLimitsTest {
  private static final SubscriptionId SUBSCRIPTION = ArmWorld.SUBSCRIPTION;
  private static final String NAMES = "/subscriptions/" + ArmWorld.SUBSCRIPTION + "/tagNames";
  private static final int TAGS = 50;

  @TempDir Path folder;
  private final ResourceSql resources = new ResourceSql();
  private TestStore store;
  private ArmWorld world;

  @BeforeEach
  void open() {
    store = Databases.SQLITE.fresh(folder);
    world = new ArmWorld(folder, store);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void tenThousandNamesAndValuesArePredefined() {
    predefine(PutTagName.MAX_PREDEFINED - 2);
    assertThat(ask("PUT", "/last").status()).isEqualTo(201);
    assertThat(ask("PUT", "/last/tagValues/red").status()).isEqualTo(201);
    refused(ask("PUT", "/more"));
    refused(ask("PUT", "/last/tagValues/blue"));
    assertThat(ask("PUT", "/LAST").status()).isEqualTo(200);
    assertThat(ask("PUT", "/last/tagValues/red").status()).isEqualTo(200);
    assertThat(ask("DELETE", "/last/tagValues/red").status()).isEqualTo(200);
    assertThat(ask("PUT", "/last/tagValues/blue").status()).isEqualTo(201);
  }

  @Test
  void eightyThousandNamesAndValuesAreListed() {
    int groups = TagNames.MAX_LISTED / TAGS / 2;
    store.change(tx -> {
      for (int group = 0; group < groups; group += 1) {
        carry(tx, "g" + group, group * TAGS, "v" + group);
      }
    });
    Response full = ask("GET", "");
    assertThat(full.status()).isEqualTo(200);
    assertThat(Json.parse(full.body()).items("value")).hasSize(TagNames.MAX_LISTED / 2);

    carry("again", 0, "v0");
    assertThat(ask("GET", "").status()).isEqualTo(200);
    carry("again", 0, "");
    assertThat(ask("GET", "").status()).isEqualTo(200);
    assertThat(ask("PUT", "/t0").status()).isEqualTo(201);
    assertThat(ask("GET", "").status()).isEqualTo(200);
    assertThat(ask("PUT", "/t0/tagValues/other").status()).isEqualTo(201);
    refused(ask("GET", ""));

    assertThat(ask("DELETE", "/t0").status()).isEqualTo(409);
    assertThat(ask("DELETE", "/t0/tagValues/other").status()).isEqualTo(200);
    assertThat(ask("GET", "").status()).isEqualTo(200);
  }

  /// What is not predefined is not there to be deleted, whoever carries it.
  @Test
  void whatIsOnlyCarriedIsNotDeleted() {
    carry("g", 0, "red");
    assertThat(ask("DELETE", "/t0").status()).isEqualTo(204);
    assertThat(ask("DELETE", "/t0/tagValues/red").status()).isEqualTo(204);
  }

  private void predefine(int count) {
    store.change(tx -> {
      for (int i = 0; i < count; i += 1) {
        resources.addPredefinedTag(
            tx, TestTx.approved(new PredefinedTag(SUBSCRIPTION, "n" + i, "")));
      }
    });
  }

  private void carry(String group, int first, String value) {
    store.change(tx -> carry(tx, group, first, value));
  }

  private void carry(Tx tx, String group, int first, String value) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < TAGS; i += 1) {
      tags.put("t" + (first + i), value);
    }
    ResourceGroup tagged =
        new ResourceGroup(
            SUBSCRIPTION, GroupName.of(group), "local", new Tags(tags), Optional.empty());
    resources.saveGroup(tx, TestTx.approved(tagged));
  }

  private static void refused(Response response) {
    assertThat(response.status()).isEqualTo(409);
    JsonValue error = Json.parse(response.body()).member("error").orElseThrow();
    assertThat(error.text("code")).contains("TagLimitExceeded");
  }

  private Response ask(String method, String path) {
    Request request =
        world.request(
            method,
            "https://management.test" + NAMES + path + "?api-version=2021-04-01",
            Map.of("Authorization", "Bearer owner"),
            new byte[0]);
    return world.at(request.host()).answer(request);
  }
}
