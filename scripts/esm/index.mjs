/** The package for `import`: the same objects as for `require`, with the destination as the default export. */
import api from './index.js'

export const { Destination, destination, startEmulator, withEndpoint } = api
export default destination
