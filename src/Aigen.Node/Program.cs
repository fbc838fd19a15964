using Aigen.Node.Client;
using Aigen.Node.Commands;
using Aigen.Node.Hosting;

SocketThreads.RunInline();
return await CommandLine.InvokeAsync(args, ClientWorld.OfProcess());
