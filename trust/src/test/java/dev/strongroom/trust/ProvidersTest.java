package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private final List<String> said = new ArrayList<>();
  private final Logger log =
      new Logger() {
        @Override
        public String getName() {
          return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
          return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
          said.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
          said.add(level + " " + java.text.MessageFormat.format(format, params));
        }
      };

  @Test
  void theAcceleratedProviderSignsAndTheJdkSeals() {
    Providers providers = Providers.detect(log);
    String accelerated = AmazonCorrettoCryptoProvider.PROVIDER_NAME;
    assertThat(said).isEmpty();
    assertThat(providers.signature(SigningKey.Kind.RS256).getProvider().getName())
        .isEqualTo(accelerated);
    assertThat(providers.signature(SigningKey.Kind.ES256).getProvider().getName())
        .isEqualTo(accelerated);
    assertThat(providers.keyPairGenerator(SigningKey.Kind.RS256).getProvider().getName())
        .isEqualTo(accelerated);
    assertThat(providers.signature(SigningKey.Kind.ED25519).getProvider().getName())
        .isEqualTo("SunEC");
    assertThat(providers.aesGcm().getProvider().getName()).isEqualTo("SunJCE");
  }

  @Test
  void aPlatformWithoutItIsToldSoOnceAndUsesTheJdk() {
    Providers providers =
        Providers.choose(
            log, AmazonCorrettoCryptoProvider.INSTANCE, Optional.of("no such library"));
    assertThat(said)
        .containsExactly(
            "WARNING The accelerated crypto provider does not run on this platform (no such"
                + " library); RSA and ECDSA are done by the JDK, several times slower.");
    assertThat(providers.forSignatures()).isEmpty();
    assertThat(providers.signature(SigningKey.Kind.RS256).getProvider().getName())
        .isEqualTo("SunRsaSign");
    assertThat(said).hasSize(1);
  }

  @Test
  void nothingIsRegisteredGlobally() {
    Providers.detect(log);
    assertThat(java.security.Security.getProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME))
        .isNull();
  }
}
