package conformance;

import static conformance.Steps.env;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.microsoft.sqlserver.jdbc.SQLServerColumnEncryptionAzureKeyVaultProvider;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import java.util.Arrays;

/// The key store provider of SQL Server's Always Encrypted: column encryption keys under a master key in the vault.
public final class ColumnKeys {
  private static final String ALGORITHM = "RSA_OAEP";
  private static final byte[] COLUMN_KEY = "thirty-two bytes of a column key".getBytes();
  private final KeyClient client =
      new KeyClientBuilder()
          .vaultUrl(env("CONFORMANCE_VAULT_URL"))
          .credential(Credentials.fromEnvironment())
          .buildClient();
  private final String name = "column-" + env("CONFORMANCE_RUN");
  private final Steps steps = new Steps();
  private SQLServerColumnEncryptionAzureKeyVaultProvider provider;
  private String masterKey = "";
  private byte[] sealed = {};

  public static void main(String[] arguments) {
    System.exit(new ColumnKeys().run());
  }

  private int run() {
    steps.step("encrypt", () -> {
      masterKey = client.createRsaKey(new CreateRsaKeyOptions(name).setKeySize(2048)).getId();
      provider = fresh();
      sealed = provider.encryptColumnEncryptionKey(masterKey, ALGORITHM, COLUMN_KEY);
      that(!Arrays.equals(sealed, provider.encryptColumnEncryptionKey(masterKey, ALGORITHM, COLUMN_KEY)), "not random");
    });
    steps.step("decrypt", () ->
        that(Arrays.equals(COLUMN_KEY, fresh().decryptColumnEncryptionKey(masterKey, ALGORITHM, sealed)), "another key"));
    steps.step("after-rotation", () -> {
      String next = client.rotateKey(name).getId();
      that(Arrays.equals(COLUMN_KEY, fresh().decryptColumnEncryptionKey(masterKey, ALGORITHM, sealed)), "another key");
      byte[] moved = provider.encryptColumnEncryptionKey(next, ALGORITHM, COLUMN_KEY);
      that(Arrays.equals(COLUMN_KEY, fresh().decryptColumnEncryptionKey(next, ALGORITHM, moved)), "another key");
    });
    steps.step("metadata", () -> {
      byte[] signature = provider.signColumnMasterKeyMetadata(masterKey, true);
      that(fresh().verifyColumnMasterKeyMetadata(masterKey, true, signature), "its own signature is not valid");
      that(!fresh().verifyColumnMasterKeyMetadata(masterKey, false, signature), "valid for other metadata");
    });
    steps.step("tampered", () -> {
      for (int at : new int[] {sealed.length - 1, sealed.length / 2}) {
        byte[] broken = sealed.clone();
        broken[at] ^= 1;
        refused("signature", () -> fresh().decryptColumnEncryptionKey(masterKey, ALGORITHM, broken));
      }
    });
    steps.step("untrusted-host", () -> refused("Invalid Azure Key Vault key path",
        () -> provider.encryptColumnEncryptionKey("https://dev.vault.example/keys/" + name, ALGORITHM, COLUMN_KEY)));
    return steps.exitCode();
  }

  /// A provider remembers the keys that it opened.
  private static SQLServerColumnEncryptionAzureKeyVaultProvider fresh() throws SQLServerException {
    return new SQLServerColumnEncryptionAzureKeyVaultProvider(Credentials.fromEnvironment());
  }

  private static void refused(String text, Steps.Body body) throws Exception {
    try {
      body.run();
    } catch (SQLServerException refusal) {
      same(true, refusal.getMessage().contains(text));
      return;
    }
    throw new AssertionError("was not refused");
  }
}
