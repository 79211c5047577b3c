package main

// What Go's own cryptography lacks, by the openssl command: P-256K and the key wrap of .byok files.

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azkeys"
)

var signing = []*azkeys.KeyOperation{to.Ptr(azkeys.KeyOperationSign), to.Ptr(azkeys.KeyOperationVerify)}

// openssl runs it in a folder of its own, with these files there.
func openssl(files map[string][]byte, arguments ...string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "openssl")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	for name, data := range files {
		if err = os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			return nil, err
		}
	}
	command, said := exec.Command("openssl", arguments...), new(bytes.Buffer)
	command.Dir, command.Stderr = folder, said
	out, err := command.Output()
	if err != nil {
		err = fmt.Errorf("openssl %s: %w %s", arguments[0], err, said)
	}
	return out, err
}

// agreedOnP256K has a key of openssl in the vault: each verifies what the other signs.
func agreedOnP256K() error {
	key, err := openssl(nil, "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-outform", "DER")
	if err != nil {
		return err
	}
	secret, point := key[7:39], key[len(key)-64:] // RFC 5915
	both := name + "-both-ES256K"
	_, err = client.ImportKey(ctx, both, azkeys.ImportKeyParameters{Key: &azkeys.JSONWebKey{
		Kty: to.Ptr(azkeys.KeyTypeEC), Crv: to.Ptr(azkeys.CurveNameP256K), X: point[:32], Y: point[32:], D: secret}}, nil)
	if err != nil {
		return err
	}
	_, digest := hashOf(azkeys.SignatureAlgorithmES256K)
	der, err := openssl(map[string][]byte{"key": key, "digest": digest}, "pkeyutl", "-sign", "-keyform", "DER", "-inkey", "key", "-in", "digest")
	if err != nil {
		return err
	}
	var halves struct{ R, S *big.Int }
	if _, err = asn1.Unmarshal(der, &halves); err != nil {
		return err
	}
	ours := append(halves.R.FillBytes(make([]byte, 32)), halves.S.FillBytes(make([]byte, 32))...)
	if err = verified(both, azkeys.SignatureAlgorithmES256K, ours); err != nil {
		return err
	}
	theirs, err := sign(both, azkeys.SignatureAlgorithmES256K)
	if err != nil {
		return err
	}
	halves.R, halves.S = new(big.Int).SetBytes(theirs[:32]), new(big.Int).SetBytes(theirs[32:])
	if der, err = asn1.Marshal(halves); err != nil {
		return err
	}
	_, err = openssl(map[string][]byte{"key": key, "digest": digest, "signature": der},
		"pkeyutl", "-verify", "-keyform", "DER", "-inkey", "key", "-in", "digest", "-sigfile", "signature")
	return err
}

// bareSignature is RSNULL: PKCS #1 v1.5 around what the caller gives.
func bareSignature() error {
	pair, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	bare, null := name+"-bare", azkeys.SignatureAlgorithm("RSNULL") // the SDK has no name for it
	if _, err = client.ImportKey(ctx, bare, azkeys.ImportKeyParameters{Key: private(pair)}, nil); err != nil {
		return err
	}
	ours, err := rsa.SignPKCS1v15(nil, pair, 0, plain)
	if err != nil {
		return err
	}
	theirs, err := client.Sign(ctx, bare, "", azkeys.SignParameters{Algorithm: &null, Value: plain}, nil)
	if err != nil || !bytes.Equal(ours, theirs.Result) {
		return fmt.Errorf("RSNULL differs: %v", err)
	}
	held, err := client.Verify(ctx, bare, "", azkeys.VerifyParameters{Algorithm: &null, Digest: plain, Signature: ours}, nil)
	if err == nil && !*held.Value {
		err = fmt.Errorf("RSNULL of Go is not valid")
	}
	return err
}

// bringYourOwn has a key arrive wrapped under one of the vault's (CKM_RSA_AES_KEY_WRAP), as a .byok file has it.
func bringYourOwn() error {
	carrier := rsaKey()
	carrier.KeyOps = []*azkeys.KeyOperation{to.Ptr(azkeys.KeyOperationImport)}
	under, err := client.CreateKey(ctx, name+"-transport", carrier, nil)
	if err != nil {
		return err
	}
	pair, err := rsa.GenerateKey(rand.Reader, 3072)
	if err != nil {
		return err
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(pair)
	if err != nil {
		return err
	}
	transport := make([]byte, 32)
	_, _ = rand.Read(transport)
	sealed, err := rsa.EncryptOAEP(sha1.New(), rand.Reader, public(under.Key), transport, nil)
	if err != nil {
		return err
	}
	wrapped, err := openssl(map[string][]byte{"pkcs8": pkcs8}, "enc", "-id-aes256-wrap-pad", "-K", hex.EncodeToString(transport), "-iv", "a65959a6", "-in", "pkcs8")
	if err != nil {
		return err
	}
	parcel, err := json.Marshal(map[string]any{
		"schema_version": "1.0.0", "generator": "conformance", "ciphertext": base64.RawURLEncoding.EncodeToString(append(sealed, wrapped...)),
		"header": map[string]any{"kid": under.Key.KID, "alg": "dir", "enc": "CKM_RSA_AES_KEY_WRAP"}})
	if err != nil {
		return err
	}
	brought := name + "-brought"
	key, err := client.ImportKey(ctx, brought, azkeys.ImportKeyParameters{Key: &azkeys.JSONWebKey{Kty: to.Ptr(azkeys.KeyTypeRSA), KeyOps: signing, T: parcel}}, nil)
	if err != nil {
		return err
	}
	if !bytes.Equal(key.Key.N, pair.N.Bytes()) {
		return fmt.Errorf("another key arrived")
	}
	return signed(brought, azkeys.SignatureAlgorithmPS256)
}
