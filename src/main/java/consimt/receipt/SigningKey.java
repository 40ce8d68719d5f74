package consimt.receipt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import consimt.secret.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import javax.crypto.KeyAgreement;

/**
 * A key pair of P-256, made from a secret: the same secret gives the same pair. The private key never leaves this class.
 */
final class SigningKey {

    private static final JOSEObjectType TYPE = new JOSEObjectType("consent-receipt+jws");
    private static final ECParameterSpec P_256 = Curve.P_256.toECParameterSpec();
    private static final String USE = "consimt receipts ";
    private static final int HALF = 256;

    private final ECDSASigner signer;
    private final ECKey publicKey;
    private final JWSHeader header;

    /** @throws IllegalStateException without a cause, because a cause might tell of the key */
    @SuppressWarnings("UnusedException")
    SigningKey(Secret secret) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPrivateKey key = (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(number(secret), P_256));
            signer = new ECDSASigner(key);
            publicKey = new ECKey.Builder(Curve.P_256, point(key, factory))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build();
            header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(TYPE)
                    .keyID(publicKey.getKeyID())
                    .build();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256");
        }
    }

    /** From 1 to below the order of the curve, out of twice as many bits, so that no number is likelier (FIPS 186-5, A.2.1). */
    private static BigInteger number(Secret secret) {
        BigInteger drawn =
                new BigInteger(1, secret.keyFor(USE + 1)).shiftLeft(HALF).or(new BigInteger(1, secret.keyFor(USE + 2)));
        return drawn.mod(P_256.getOrder().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    /**
     * The platform does not tell the public key of a private one. But what it agrees on with the generator is the x of that
     * point. The curve leaves two points with this x, and one of them verifies.
     */
    private ECPublicKey point(PrivateKey key, KeyFactory factory) throws GeneralSecurityException, JOSEException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(P_256.getGenerator(), P_256)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        EllipticCurve curve = P_256.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger square = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        ECPublicKey one = point(x, y, factory);
        JWSHeader trial = new JWSHeader(JWSAlgorithm.ES256);
        byte[] text = USE.getBytes(StandardCharsets.US_ASCII);
        Base64URL signature = signer.sign(trial, text);
        return new ECDSAVerifier(one).verify(trial, text, signature) ? one : point(x, p.subtract(y), factory);
    }

    private static ECPublicKey point(BigInteger x, BigInteger y, KeyFactory factory) throws GeneralSecurityException {
        return (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), P_256));
    }

    /** Its thumbprint (RFC 7638). */
    String id() {
        return publicKey.getKeyID();
    }

    String publicKey() {
        return publicKey.toJSONString();
    }

    /** A compact JWS (ES256). */
    String sign(byte[] payload) {
        try {
            JWSObject signed = new JWSObject(header, new Payload(payload));
            signed.sign(signer);
            return signed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has ES256", e);
        }
    }
}
