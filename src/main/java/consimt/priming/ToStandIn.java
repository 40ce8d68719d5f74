package consimt.priming;

import consimt.runtime.Rehearsal;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/**
 * Sends a client's calls to the stand-in during a rehearsal. The SDK gives this interceptor to each client, because the
 * resource {@code execution.interceptors} names it.
 */
public final class ToStandIn implements ExecutionInterceptor {

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        Optional<URI> standIn = Rehearsal.standIn();
        return standIn.isPresent() ? to(standIn.get(), request) : request;
    }

    /** Whether calls of the stand-in reach it. A proxy that is set for all calls would carry these off the machine, too. */
    static boolean isDirect(URI standIn) {
        ProxyConfiguration proxy = ProxyConfiguration.builder().build();
        return proxy.host() == null || proxy.nonProxyHosts().stream().anyMatch(standIn.getHost()::matches);
    }

    private static SdkHttpRequest to(URI standIn, SdkHttpRequest request) {
        return request.toBuilder()
                .protocol(standIn.getScheme())
                .host(standIn.getHost())
                .port(standIn.getPort())
                .build();
    }
}
