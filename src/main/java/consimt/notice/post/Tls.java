package consimt.notice.post;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS with a receiver, whose certificate must be valid for the host of the URL.
 *
 * @param trusted null for what the JDK trusts
 */
record Tls(TrustManager @Nullable [] trusted) {

    /**
     * Every connection has a context of its own. A resumed session is not verified again, so no session may be shared
     * between two endpoints.
     *
     * @throws IOException if there is no agreement, or the certificate is not valid for the host
     */
    Socket over(Socket connected, NoticeUrl url) throws IOException {
        String host = url.host().name();
        SSLSocket secured = (SSLSocket) context().getSocketFactory().createSocket(connected, host, url.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (url.host().address() == null) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
