package dev.strongroom.cli;

import dev.strongroom.model.Cloud;
import dev.strongroom.model.VaultName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom env`: the lines that point Azure clients at the development server.
final class EnvCommand implements Command {
  private final Console console;

  EnvCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true).addOption(dataOption());
    spec.usageMessage()
        .description(
            "Prints export lines for clients of `strongroom dev`; use: eval \"$(./strongroom env)\"");
    return spec;
  }

  static OptionSpec dataOption() {
    return OptionSpec.builder("--data")
        .paramLabel("DIR")
        .type(Path.class)
        .description(
            "The data folder (default: $STRONGROOM_DATA, else .strongroom beside the launcher).")
        .build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    DevFolder folder =
        DevFolder.chosen(Optional.ofNullable(given.matchedOptionValue("--data", null)), console);
    DevSettings settings =
        folder
            .settings()
            .orElseThrow(() ->
                new Failure(
                    "There is no development server in " + folder.path() + " yet.",
                    "Start one with: ./strongroom dev --data " + folder.path()));
    variables(folder, settings)
        .forEach((name, value) -> console.say("export " + name + "=" + quoted(value)));
    warnOfUnknownNames(DevFolder.cloud(settings));
    return Console.OK;
  }

  static Map<String, String> variables(DevFolder folder, DevSettings settings) {
    Cloud cloud = DevFolder.cloud(settings);
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("AZURE_KEYVAULT_URL", cloud.vaultUri(VaultName.of("dev")));
    lines.put("AZURE_AUTHORITY_HOST", cloud.origin(cloud.loginHost()));
    lines.put("AZURE_TENANT_ID", settings.tenant().toString());
    lines.put("AZURE_CLIENT_ID", settings.application().toString());
    lines.put("AZURE_CLIENT_SECRET", DevSettings.text(settings.applicationSecret()));
    lines.put("AZURE_SUBSCRIPTION_ID", settings.subscription().toString());
    lines.put("IDENTITY_ENDPOINT", "http://127.0.0.1:" + settings.identityPort() + "/msi/token");
    lines.put("IDENTITY_HEADER", DevSettings.text(settings.identityHeader()));
    lines.put("SSL_CERT_FILE", folder.bundle().toString());
    lines.put("REQUESTS_CA_BUNDLE", folder.bundle().toString());
    lines.put("NODE_EXTRA_CA_CERTS", folder.ca().toString());
    lines.put(
        "ARM_CLOUD_METADATA_URL",
        cloud.origin(cloud.managementHost()) + "/metadata/endpoints?api-version=2019-05-01");
    lines.put("JAVA_TOOL_OPTIONS", javaOptions(folder));
    addTerraform(lines, cloud);
    return lines;
  }

  /// What Terraform's azurerm provider calls what the SDKs know under other names.
  private static void addTerraform(Map<String, String> lines, Cloud cloud) {
    lines.put(
        "ARM_METADATA_HOSTNAME",
        cloud.origin(cloud.managementHost()).substring("https://".length()));
    for (String name : List.of("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "SUBSCRIPTION_ID")) {
      lines.put("ARM_" + name, Objects.requireNonNull(lines.get("AZURE_" + name)));
    }
  }

  /// The store holds the JDK's own authorities too, so that other programs under the variable keep
  /// working.
  static String javaOptions(DevFolder folder) {
    return "-Djavax.net.ssl.trustStore="
        + folder.trustStore()
        + " -Djavax.net.ssl.trustStorePassword=changeit";
  }

  private void warnOfUnknownNames(Cloud cloud) {
    String vault = "dev." + cloud.vaultSuffix();
    if (!Names.resolves(vault) || !Names.resolves(cloud.loginHost())) {
      console.complain(
          "# This machine does not know the name "
              + vault
              + " yet. Most clients need it: run ./strongroom trust (as root), or add these to /etc/hosts:");
      console.complain("#   127.0.0.1 " + String.join(" ", Names.of(cloud)));
    }
  }

  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
