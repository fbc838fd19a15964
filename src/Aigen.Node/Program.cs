using Aigen.Node.Client;
using Aigen.Node.Commands;

return await CommandLine.InvokeAsync(args, ClientWorld.OfProcess());
