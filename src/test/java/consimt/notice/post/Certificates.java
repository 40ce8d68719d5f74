package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority for one run of the tests, made with the JDK's keytool. To start it as a program takes longer. */
final class Certificates {

    private static final char[] PASSWORD = "secret of a test".toCharArray();

    private static final Method KEYTOOL = keytool();

    private static final KeyStore ROOT = keyStore("root", "-ext", "bc:c");

    private static final Map<String, SSLContext> MADE = new ConcurrentHashMap<>();

    private Certificates() {}

    /** What trusts the authority, and nothing else. */
    static TrustManager[] trusted() {
        try {
            KeyStore roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            roots.setCertificateEntry("root", ROOT.getCertificate("root"));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(roots);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server's context with a certificate of the authority for these names: {@code dns:shop.test,ip:192.0.2.1}. */
    static SSLContext of(String names) {
        return MADE.computeIfAbsent(names, each -> context("leaf", signed(each)));
    }

    /** The same, but the certificate ended a year ago. */
    static SSLContext expired(String names) {
        return context("leaf", signed(names, "-startdate", "-2y", "-validity", "365"));
    }

    /** The same, but the certificate vouches for itself. */
    static SSLContext selfSigned(String names) {
        return context("self", keyStore("self", "-ext", "san=" + names));
    }

    private static KeyStore signed(String names, String... more) {
        List<String> options = new ArrayList<>(List.of("-signer", "root", "-ext", "san=" + names));
        options.addAll(List.of(more));
        return keyStore("leaf", options.toArray(String[]::new));
    }

    private static SSLContext context(String alias, KeyStore keys) {
        try {
            KeyStore alone = KeyStore.getInstance("PKCS12");
            alone.load(null, null);
            alone.setKeyEntry(alias, keys.getKey(alias, PASSWORD), PASSWORD, keys.getCertificateChain(alias));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(alone, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The build opens its package to the tests. */
    private static Method keytool() {
        try {
            return Class.forName("sun.security.tools.keytool.Main").getMethod("main", String[].class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new key with its certificate. Where one is to sign it, the authority's key is beside it in the file. */
    private static KeyStore keyStore(String alias, String... options) {
        try {
            Path file = Files.createTempDirectory("certificates").resolve("keys.p12");
            if (List.of(options).contains("-signer")) {
                try (var out = Files.newOutputStream(file)) {
                    ROOT.store(out, PASSWORD);
                }
            }
            List<String> command = new ArrayList<>(List.of("-debug", "-genkeypair", "-alias", alias, "-keyalg", "EC"));
            command.addAll(List.of("-dname", "CN=" + alias, "-storetype", "PKCS12", "-keystore", file.toString()));
            command.addAll(List.of("-storepass", new String(PASSWORD)));
            command.addAll(List.of(options));
            KEYTOOL.invoke(null, (Object) command.toArray(String[]::new));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD);
                assertTrue(keys.containsAlias(alias), alias);
            }
            Files.delete(file);
            Files.delete(file.getParent());
            return keys;
        } catch (GeneralSecurityException | IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
