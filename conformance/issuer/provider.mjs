// A second issuer: oidc-provider, an OpenID-certified implementation, over HTTPS on a free port, with a client for itself (`app`) and one for
// people (`web`). Arguments: the private key and the certificate (PEM). Prints its issuer URL once it listens; ends with its standard input.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Provider } from 'oidc-provider';

const AUDIENCE = 'api://strongroom';
const [key, cert] = process.argv.slice(2, 4).map((file) => readFileSync(file));
const signing = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const secret = 'a-secret-of-the-test';

const configuration = {
  clients: [
    { client_id: 'app', client_secret: secret, grant_types: ['client_credentials'], response_types: [], redirect_uris: [] },
    { client_id: 'web', client_secret: secret, redirect_uris: ['https://client.test/back'] },
    { client_id: 'strongroom', client_secret: secret, redirect_uris: ['https://login.test/login/back'] },
  ],
  jwks: { keys: [{ ...signing, kid: 'issuer-1', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['only for tests'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id}@corp.test`, groups: ['/ops'] }) }),
  extraTokenClaims: (_, token) => (token.accountId ? { groups: ['/ops'], amr: ['pwd'] } : undefined),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_, resource) => ({
        scope: 'read',
        audience: resource,
        accessTokenFormat: 'jwt',
        accessTokenTTL: 3600,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
};

const server = createServer({ key, cert });
server.listen(0, '127.0.0.1', () => {
  const issuer = `https://localhost:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();
