package dev.strongroom.cli;

import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// What `strongroom dev` made at its first start and `strongroom env` prints.
record DevSettings(
    String suffix,
    int port,
    int identityPort,
    TenantId tenant,
    SubscriptionId subscription,
    AppId application,
    PrincipalId applicationPrincipal,
    SecretBytes applicationSecret,
    AppId identity,
    SecretBytes identityHeader) {

  static DevSettings from(Properties from) {
    return new DevSettings(
        from.getProperty("suffix"),
        Integer.parseInt(from.getProperty("port")),
        Integer.parseInt(from.getProperty("identity.port")),
        TenantId.of(from.getProperty("tenant")),
        SubscriptionId.of(from.getProperty("subscription")),
        AppId.of(from.getProperty("application.id")),
        PrincipalId.of(from.getProperty("application.principal")),
        SecretBytes.utf8(from.getProperty("application.secret")),
        AppId.of(from.getProperty("identity.id")),
        SecretBytes.utf8(from.getProperty("identity.header")));
  }

  Properties properties() {
    Properties to = new Properties();
    to.setProperty("suffix", suffix);
    to.setProperty("port", Integer.toString(port));
    to.setProperty("identity.port", Integer.toString(identityPort));
    to.setProperty("tenant", tenant.toString());
    to.setProperty("subscription", subscription.toString());
    to.setProperty("application.id", application.toString());
    to.setProperty("application.principal", applicationPrincipal.toString());
    to.setProperty("application.secret", text(applicationSecret));
    to.setProperty("identity.id", identity.toString());
    to.setProperty("identity.header", text(identityHeader));
    return to;
  }

  DevSettings at(String newSuffix, int newPort) {
    return new DevSettings(
        newSuffix,
        newPort,
        newPort + 1,
        tenant,
        subscription,
        application,
        applicationPrincipal,
        applicationSecret,
        identity,
        identityHeader);
  }

  static String text(SecretBytes secret) {
    return new String(secret.reveal(), StandardCharsets.UTF_8);
  }
}
