// Keys through go.step.sm/crypto/kms/azurekms, which step-ca signs with. Its vaults are those of the public cloud, by name: so this runs where
// Microsoft's names are ours.
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"go.step.sm/crypto/kms/apiv1"
	"go.step.sm/crypto/kms/azurekms"

	"strongroom/conformance/steps"
)

var (
	algorithms = map[apiv1.SignatureAlgorithm]x509.SignatureAlgorithm{
		apiv1.SHA256WithRSA: x509.SHA256WithRSA, apiv1.SHA512WithRSAPSS: x509.SHA512WithRSAPSS,
		apiv1.ECDSAWithSHA256: x509.ECDSAWithSHA256, apiv1.ECDSAWithSHA384: x509.ECDSAWithSHA384, apiv1.ECDSAWithSHA512: x509.ECDSAWithSHA512}
	kms     apiv1.KeyManager
	signers = map[apiv1.SignatureAlgorithm]crypto.Signer{}
)

func create(algorithm apiv1.SignatureAlgorithm) error {
	name := fmt.Sprintf("azurekms:vault=dev;name=%s-%d", steps.Name, algorithm)
	made, err := kms.CreateKey(&apiv1.CreateKeyRequest{Name: name, SignatureAlgorithm: algorithm, Bits: bits(algorithm)})
	if err != nil {
		return err
	}
	if !strings.Contains(made.Name, "version=") {
		return errors.New("no version in " + made.Name)
	}
	signers[algorithm], err = kms.CreateSigner(&made.CreateSignerRequest)
	if err != nil {
		return err
	}
	shown, err := kms.GetPublicKey(&apiv1.GetPublicKeyRequest{Name: name})
	if err != nil {
		return err
	}
	if same, ok := shown.(interface{ Equal(crypto.PublicKey) bool }); !ok || !same.Equal(made.PublicKey) {
		return errors.New("another public key")
	}
	return nil
}

func bits(algorithm apiv1.SignatureAlgorithm) int {
	if algorithm == apiv1.SHA256WithRSA || algorithm == apiv1.SHA512WithRSAPSS {
		return 2048
	}
	return 0
}

func requested(algorithm apiv1.SignatureAlgorithm) error {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
		Subject: pkix.Name{CommonName: "step"}, DNSNames: []string{"step.localhost"}, SignatureAlgorithm: algorithms[algorithm]}, signers[algorithm])
	if err != nil {
		return err
	}
	request, err := x509.ParseCertificateRequest(der)
	if err != nil {
		return err
	}
	return request.CheckSignature()
}

func authority() error {
	signer := signers[apiv1.ECDSAWithSHA384]
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "CA"}, NotBefore: time.Now(), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign, SignatureAlgorithm: x509.ECDSAWithSHA384}
	der, err := x509.CreateCertificate(rand.Reader, template, template, signer.Public(), signer)
	if err != nil {
		return err
	}
	root, err := x509.ParseCertificate(der)
	if err != nil {
		return err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "leaf"}, NotBefore: time.Now(), NotAfter: time.Now().Add(time.Hour)}
	der, err = x509.CreateCertificate(rand.Reader, leaf, root, signers[apiv1.SHA256WithRSA].Public(), signer)
	if err != nil {
		return err
	}
	child, err := x509.ParseCertificate(der)
	if err != nil {
		return err
	}
	return child.CheckSignatureFrom(root)
}

func digests() error {
	digest := sha256.Sum256([]byte("text"))
	signature, err := signers[apiv1.SHA256WithRSA].Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return err
	}
	if err = rsa.VerifyPKCS1v15(signers[apiv1.SHA256WithRSA].Public().(*rsa.PublicKey), crypto.SHA256, digest[:], signature); err != nil {
		return err
	}
	signature, err = signers[apiv1.ECDSAWithSHA256].Sign(rand.Reader, digest[:], crypto.SHA256)
	if err == nil && !ecdsa.VerifyASN1(signers[apiv1.ECDSAWithSHA256].Public().(*ecdsa.PublicKey), digest[:], signature) {
		err = errors.New("no signature for Go")
	}
	return err
}

func each(body func(apiv1.SignatureAlgorithm) error) func() error {
	return func() error {
		for algorithm := range algorithms {
			if err := body(algorithm); err != nil {
				return fmt.Errorf("%v: %w", algorithm, err)
			}
		}
		return nil
	}
}

func main() {
	steps.Step("open", func() (err error) {
		kms, err = azurekms.New(steps.Context, apiv1.Options{URI: "azurekms:vault=dev"})
		return err
	})
	steps.Step("create", each(create))
	steps.Step("certificate-request", each(requested))
	steps.Step("sign", digests)
	steps.Step("certificate-authority", authority)
	steps.Step("unknown-key", func() error {
		_, err := kms.GetPublicKey(&apiv1.GetPublicKeyRequest{Name: "azurekms:vault=dev;name=nothing"})
		return steps.Refused(404, "KeyNotFound", "", errors.Unwrap(err))
	})
	steps.End()
}
