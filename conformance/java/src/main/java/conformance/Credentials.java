package conformance;

import static conformance.Steps.env;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;

/// The credential that the environment names.
final class Credentials {
  private Credentials() {}

  static TokenCredential fromEnvironment() {
    return switch (env("CONFORMANCE_CREDENTIAL")) {
      case "client-secret" ->
          new ClientSecretCredentialBuilder()
              .tenantId(env("AZURE_TENANT_ID"))
              .clientId(env("AZURE_CLIENT_ID"))
              .clientSecret(env("AZURE_CLIENT_SECRET"))
              .build();
      case "workload-identity" ->
          env("AZURE_TENANT_ID").equals("adfs")
              ? new WorkloadIdentityCredentialBuilder().build()
              : new ManagedIdentityCredentialBuilder().clientId(env("AZURE_CLIENT_ID")).build();
      default -> new ManagedIdentityCredentialBuilder().build();
    };
  }
}
