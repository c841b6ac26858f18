export async function serveTests() {}
