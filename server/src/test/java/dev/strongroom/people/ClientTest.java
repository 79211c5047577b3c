package dev.strongroom.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.Application;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.model.AppId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// As what a registered application is answered at which address.
class ClientTest {
  private static final AppId APP = AppId.of("aaaaaaaa-0000-0000-0000-000000000001");

  private static final Client CLIENT =
      new Client(
          APP,
          "Shop",
          Optional.of(TenantId.of("bbbbbbbb-0000-0000-0000-000000000001")),
          List.of(
              new ReplyAddress(APP, Platform.PUBLIC_CLIENT, 0, "http://localhost"),
              new ReplyAddress(APP, Platform.SPA, 0, "http://localhost:3000"),
              new ReplyAddress(APP, Platform.WEB, 0, "http://localhost:5000")),
          Set.of(),
          Application.Traits.NONE);

  /// A program on the machine may listen at any port, but not take what is a page's or a server's.
  @Test
  void theAddressToTheLetterComesBeforeOneThatFits() {
    assertThat(CLIENT.platformAt("http://localhost:3000")).contains(Platform.SPA);
    assertThat(CLIENT.platformAt("http://localhost:5000")).contains(Platform.WEB);
    assertThat(CLIENT.platformAt("http://localhost:4711")).contains(Platform.PUBLIC_CLIENT);
    assertThat(CLIENT.platformAt("https://evil.test")).isEmpty();
  }
}
