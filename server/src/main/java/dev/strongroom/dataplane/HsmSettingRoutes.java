package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.managedhsm.GetHsmSetting;
import dev.strongroom.managedhsm.HsmSetting;
import dev.strongroom.managedhsm.ListHsmSettings;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.managedhsm.UpdateHsmSetting;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// `/settings` of a managed HSM. A value is a text, also where it is a boolean.
final class HsmSettingRoutes {
  private static final String ONE = "/settings/{setting}";

  private final ManagedHsms hsms;

  HsmSettingRoutes(ManagedHsms hsms) {
    this.hsms = hsms;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("GET", "/settings", this::list);
    table.add("GET", ONE, this::get);
    table.add("PATCH", ONE, this::update);
  }

  private Operation<Response> list(Asked asked) {
    return new Bound<>(
        new ListHsmSettings(hsms, asked.vault()),
        settings -> Response.json(Bound.OK, Json.write(json -> write(json, settings))));
  }

  private Operation<Response> get(Asked asked) {
    return new Bound<>(
        new GetHsmSetting(hsms, asked.vault(), asked.match().value("setting")),
        HsmSettingRoutes::answer);
  }

  private Operation<Response> update(Asked asked) {
    JsonValue body = Json.parse(asked.call().request().body());
    return new Bound<>(
        new UpdateHsmSetting(hsms, asked.vault(), asked.match().value("setting"), flag(body)),
        HsmSettingRoutes::answer);
  }

  private static boolean flag(JsonValue body) {
    String text = body.text("value").map(value -> value.toLowerCase(Locale.ROOT)).orElse("");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Problem.Malformed("The value of the setting must be \"true\" or \"false\".")
              .asException();
    };
  }

  private static Response answer(HsmSetting setting) {
    return Response.json(Bound.OK, Json.write(json -> write(json, setting)));
  }

  private static void write(JsonGenerator json, List<HsmSetting> settings) {
    json.writeStartObject();
    json.writeName("settings");
    json.writeStartArray();
    settings.forEach(setting -> write(json, setting));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, HsmSetting setting) {
    json.writeStartObject();
    json.writeStringProperty("name", setting.name());
    json.writeStringProperty("type", "boolean");
    json.writeStringProperty("value", Boolean.toString(setting.value()));
    json.writeEndObject();
  }
}
