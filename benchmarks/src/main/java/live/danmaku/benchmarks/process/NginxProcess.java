package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with one worker and static files: what a web server without a thought of its own reaches. */
public final class NginxProcess {

    private static final String SETTINGS = """
            daemon off;
            master_process off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {
                worker_connections 8192;
                use epoll;
                multi_accept on;
            }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                tcp_nodelay on;
                keepalive_timeout 3600;
                keepalive_requests 1000000000;
                open_file_cache max=100;
                default_type application/json;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server {
                    listen 127.0.0.1:%2$d;
                    root %1$s/files;
                }
            }
            """;

    private NginxProcess() {}

    /**
     * Blocks until it answers.
     *
     * @param bytes the size of the file that {@code /page} answers
     * @return nothing where nginx is not installed
     */
    public static Optional<MeasuredServer> start(Pinning pinning, int bytes) throws IOException, InterruptedException {
        Optional<Path> program = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path folder = TemporaryFolder.create();
        int port = FreePort.find(1);
        Files.writeString(folder.resolve("nginx.conf"), SETTINGS.formatted(folder, port));
        Files.write(Files.createDirectory(folder.resolve("files")).resolve("page"), new byte[bytes]);
        return Optional.of(ServerProcess.run(
                List.of(program.get().toString(), "-p", folder.toString(), "-c", "nginx.conf"),
                Map.of(),
                folder,
                port,
                "/page",
                pinning));
    }
}
