package main

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azkeys"

	"strongroom/conformance/steps"
)

// attested is the key of the environment, and what the authority says of it.
func attested(said string) (*rsa.PrivateKey, *string, error) {
	folder := os.Getenv("CONFORMANCE_ATTESTATION")
	file, err := os.ReadFile(filepath.Join(folder, "environment.pem"))
	if err != nil {
		return nil, nil, err
	}
	block, _ := pem.Decode(file)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, nil, err
	}
	token, err := os.ReadFile(filepath.Join(folder, said))
	return key.(*rsa.PrivateKey), to.Ptr(string(token)), err
}

// parcel is what the answer has for the environment: its payload says who asked, and has the key as a .byok file does.
func parcel(answer string) ([]byte, error) {
	var told struct {
		Request  struct{ Nonce string }
		Response struct {
			Key struct {
				Key struct {
					Hsm string `json:"key_hsm"`
				}
			}
		}
	}
	var byok struct{ Ciphertext string }
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(answer, ".")[1])
	if err == nil {
		err = json.Unmarshal(payload, &told)
	}
	if err == nil && told.Request.Nonce != "once" {
		err = fmt.Errorf("another nonce: %s", told.Request.Nonce)
	}
	if err != nil {
		return nil, err
	}
	inner, err := base64.RawURLEncoding.DecodeString(told.Response.Key.Key.Hsm)
	if err == nil {
		err = json.Unmarshal(inner, &byok)
	}
	if err != nil {
		return nil, err
	}
	return base64.RawURLEncoding.DecodeString(byok.Ciphertext)
}

// release has a key of the HSM go to an environment that an authority of its policy calls secure, wrapped for that environment's key.
func release() error {
	policy, err := json.Marshal(map[string]any{"version": "1.0.0", "anyOf": []any{map[string]any{
		"authority": os.Getenv("CONFORMANCE_AUTHORITY"), "allOf": []any{map[string]any{"claim": "environment.secure", "equals": true}}}}})
	if err != nil {
		return err
	}
	leaves := name + "-leaves"
	made, err := client.CreateKey(ctx, leaves, azkeys.CreateKeyParameters{
		Kty: to.Ptr(azkeys.KeyTypeECHSM), Curve: to.Ptr(azkeys.CurveNameP256), KeyAttributes: &azkeys.KeyAttributes{Exportable: to.Ptr(true)},
		ReleasePolicy: &azkeys.KeyReleasePolicy{EncodedPolicy: policy}}, nil)
	if err != nil {
		return err
	}
	environment, secure, err := attested("secure")
	if err != nil {
		return err
	}
	released, err := client.Release(ctx, leaves, made.Key.KID.Version(), azkeys.ReleaseParameters{
		TargetAttestationToken: secure, Algorithm: to.Ptr(azkeys.KeyEncryptionAlgorithmCKMRSAAESKEYWRAP), Nonce: to.Ptr("once")}, nil)
	if err != nil {
		return err
	}
	wrapped, err := parcel(*released.Value)
	if err != nil {
		return err
	}
	transport, err := rsa.DecryptOAEP(sha1.New(), nil, environment, wrapped[:256], nil)
	if err != nil {
		return err
	}
	pkcs8, err := openssl(map[string][]byte{"wrapped": wrapped[256:]}, "enc", "-d", "-id-aes256-wrap-pad", "-K", hex.EncodeToString(transport), "-iv", "a65959a6", "-in", "wrapped")
	if err != nil {
		return err
	}
	key, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return err
	}
	pair := key.(*ecdsa.PrivateKey)
	if pair.X.Cmp(new(big.Int).SetBytes(made.Key.X)) != 0 || pair.Y.Cmp(new(big.Int).SetBytes(made.Key.Y)) != 0 {
		return fmt.Errorf("another key was released")
	}
	_, insecure, err := attested("insecure")
	if err != nil {
		return err
	}
	_, err = client.Release(ctx, leaves, "", azkeys.ReleaseParameters{TargetAttestationToken: insecure}, nil)
	return steps.Refused(403, "Forbidden", "", err)
}
